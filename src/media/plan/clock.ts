/**
 * The film's clock. A source's own times may begin anew (recordings that were joined), jump (a broadcaster's clock was
 * set) or stray (damage). The map says of each stream which stretches of it follow one another and by how much each is
 * moved; whoever reads the source goes by it. Seconds throughout.
 */
export interface ClockMap {
  readonly streams: readonly { readonly stream: number; readonly stretches: readonly Stretch[] }[];
  readonly seams: readonly Seam[];
}

/** A run of a stream's own times, each later than the one before. */
export interface Stretch {
  /** Of the first picture or sample, and of the last picture or the end of the last sample. */
  readonly from: number;
  readonly to: number;
  /** What is added to make it the film's time. */
  readonly shift: number;
  /**
   * Where times go back in a source, the part of it that has this stretch and none with the same times; `to` is null
   * where that is its end.
   */
  readonly bytes?: { readonly from: number; readonly to: number | null } | undefined;
}

/** Where the source's clock does not go on as time does. */
export interface Seam {
  /** On the film's clock. */
  readonly at: number;
  /** By how much the source's clock jumps: back, below zero, or ahead. */
  readonly by: number;
  /** Where only that sound jumps. */
  readonly stream?: number;
}

/** What is taken for a jump: less is a gap, or pictures out of order. */
export const jumps = { back: 0.5, ahead: 5 } as const;

/** What one stream's times did between two jumps. */
export interface Line {
  readonly from: number;
  /** When the last one's time is over. */
  readonly to: number;
  /** Of pictures: when the last one is shown. */
  readonly last?: number;
  /** Before it lie pictures whose times have gone astray: it goes on where the line before it ended. */
  readonly isAfterStrays?: boolean;
}

export interface Told {
  readonly pictures: { readonly lines: readonly Line[]; readonly tick: number };
  readonly sounds: readonly { readonly stream: number; readonly lines: readonly Line[] }[];
  /** Its container is one whose clock may be set anew while it runs, and says nothing of how long a picture stays. */
  readonly isBroadcast: boolean;
}

export interface Shifts {
  readonly pictures: readonly number[];
  readonly sounds: ReadonlyMap<number, readonly number[]>;
  readonly seams: readonly Seam[];
}

/** Streams of one recording end, and begin anew, about together. */
const together = 3;

/** A picture that stands for longer than that, seconds, stands only where nothing speaks for a jump. */
const longestStay = 60;

/**
 * By how much each line of each stream is moved. Where pictures go back, or they and the sound jump ahead together, what
 * comes after is brought to the end of what was before, all streams by as much. A picture that stands while the sound
 * goes on is no jump.
 */
export function shiftsOf({ pictures, sounds, isBroadcast }: Told): Shifts {
  const { lines, tick } = pictures;
  const walks = sounds.map((sound) => ({ ...sound, shifts: [0], place: 0 }));
  const shifts = [0];
  const seams: Seam[] = [];
  for (const [index, next] of lines.entries()) {
    const before = lines[index - 1];
    if (before === undefined) continue;
    const shift = shifts[index - 1] ?? 0;
    const seam = { from: before.to, to: next.from };
    const matched = walks.flatMap((walk) => {
      const place = matchOf(walk, seam);
      return place === undefined ? [] : [{ walk, place }];
    });
    const around = { before, shift, rest: lines.slice(index) };
    if (!isSeam(seam, { walks, matched: matched.length > 0, isBroadcast, ...around })) {
      shifts.push(shift);
      continue;
    }
    const begins = Math.min(next.from, ...matched.map(({ walk, place }) => walk.lines[place]?.from ?? next.from));
    const ends = Math.max(
      before.to + shift,
      ...matched.map(({ walk, place }) => (walk.lines[place - 1]?.to ?? before.to) + (walk.shifts[place - 1] ?? shift)),
    );
    const moved = Math.ceil((ends - begins) / tick - 1e-6) * tick;
    shifts.push(moved);
    seams.push({ at: next.from + moved, by: next.from - before.to });
    for (const { walk, place } of matched) {
      walk.shifts[place] = moved;
      walk.place = place;
    }
    if (next.from > before.to)
      for (const walk of walks) if (isWhollyAfter(walk, seam.to)) walk.shifts[walk.place] = moved;
  }
  const end = (lines.at(-1)?.to ?? 0) + (shifts.at(-1) ?? 0);
  for (const walk of walks) seams.push(...closeAlone(walk, end));
  return {
    pictures: shifts,
    sounds: new Map(walks.map((walk) => [walk.stream, walk.shifts])),
    seams: seams.sort((a, b) => a.at - b.at),
  };
}

interface Walk {
  readonly stream: number;
  readonly lines: readonly Line[];
  /** Of the lines up to `place`. */
  readonly shifts: number[];
  place: number;
}

/** The sound's line that begins with the pictures' one; those between keep the shift of the one before. */
function matchOf(walk: Walk, seam: { readonly from: number; readonly to: number }): number | undefined {
  for (let place = walk.place + 1; place < walk.lines.length; place++) {
    const [before, next] = [walk.lines[place - 1], walk.lines[place]];
    if (before === undefined || next === undefined) return undefined;
    if (Math.abs(before.to - seam.from) > together || Math.abs(next.from - seam.to) > together) continue;
    for (let between = walk.place + 1; between < place; between++) walk.shifts[between] = walk.shifts[walk.place] ?? 0;
    return place;
  }
  return undefined;
}

interface Around {
  readonly before: Line;
  /** Of the line before. */
  readonly shift: number;
  /** The lines after the jump. */
  readonly rest: readonly Line[];
}

function isSeam(
  { from, to }: { readonly from: number; readonly to: number },
  {
    walks,
    matched,
    isBroadcast,
    ...around
  }: Around & { readonly walks: readonly Walk[]; readonly matched: boolean; readonly isBroadcast: boolean },
): boolean {
  if (to < from) return true;
  if (to - from <= jumps.ahead) return false;
  if (matched) return true;
  const goesOn = walks.some(({ lines }) => lines.some((line) => Math.min(line.to, to) - Math.max(line.from, from) > 1));
  if (goesOn) return to - from > longestStay && isAlone(to, { walks, ...around });
  // Slides have no pace that a jump could break.
  return isBroadcast && isPaced(around.before);
}

/** Pictures jump and the sound does not: it ends before they go on, and just when they would if they did not jump. */
function isAlone(to: number, { walks, before, shift, rest }: Around & { readonly walks: readonly Walk[] }): boolean {
  const heard = Math.max(...walks.map(endOf));
  return heard < to + shift - together && Math.abs(before.to + shift + lengthOf(rest) - heard) <= together;
}

function isPaced({ from, to, last = to }: Line): boolean {
  return last > from;
}

function lengthOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { from, to }) => sum + to - from, 0);
}

function endOf({ lines, shifts, place }: Walk): number {
  return (lines.at(-1)?.to ?? 0) + (shifts[place] ?? 0);
}

/** A sound that begins only after the jump. */
function isWhollyAfter({ lines, place, shifts }: Walk, from: number): boolean {
  return place === 0 && shifts.length === 1 && (lines[0]?.from ?? 0) > from - together;
}

/**
 * Sound that jumps alone follows what came before it where its own times lead to where no picture is any more or to what
 * has been heard, or where it ends with the pictures only then. Elsewhere it is where it says. `end`: of the pictures.
 */
function closeAlone(walk: Walk, end: number): readonly Seam[] {
  const { lines, shifts, stream } = walk;
  const shift = shifts[walk.place] ?? 0;
  const seams: Seam[] = [];
  for (let place = walk.place + 1; place < lines.length; place++) {
    const [before, next] = [lines[place - 1], lines[place]];
    if (before === undefined || next === undefined) break;
    const ends = before.to + (shifts[place - 1] ?? shift);
    const begins = next.from + shift;
    const isBeyond = begins > Math.max(end, ends) + jumps.ahead;
    const isPast = next.to + shift < ends;
    const isOff = Math.abs((lines.at(-1)?.to ?? 0) + shift - end) > together;
    const isApart = begins > ends + jumps.ahead || begins < ends - jumps.back;
    const wouldFit = Math.abs(ends + lengthOf(lines.slice(place)) - end) <= together;
    const closes = isBeyond || isPast || (isApart && isOff && wouldFit);
    shifts[place] = closes ? ends - next.from : shift;
    if (closes) seams.push({ at: ends, by: next.from - before.to, stream });
  }
  return seams;
}

/** What is left of lines where neighbours that are moved alike are one. */
export function stretchesOf(lines: readonly Line[], shifts: readonly number[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const [index, { from, to: end, last: to = end, isAfterStrays }] of lines.entries()) {
    const shift = shifts[index] ?? 0;
    const before = stretches.at(-1);
    const goesOn = before !== undefined && before.shift === shift && from > before.to && isAfterStrays !== true;
    if (goesOn) stretches[stretches.length - 1] = { ...before, to };
    else stretches.push({ from, to, shift });
  }
  return stretches;
}

/** The stretch that holds a film's time, or the last that begins before it. */
export function stretchAt(stretches: readonly Stretch[], time: number): number {
  let found = 0;
  for (const [index, { from, shift }] of stretches.entries()) if (from + shift <= time + 1e-6) found = index;
  return found;
}
