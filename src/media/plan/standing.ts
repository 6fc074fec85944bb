import type { Inspection, Pictures } from '../inspection.ts';

/** The film's pictures, shown for as long as the film lasts. */
export interface Standing {
  readonly pictures: Pictures | null;
  /** Ticks for which the first one is shown before its own time. */
  readonly lead: number;
  /** Ticks for which the last one is shown beyond its own time. */
  readonly tail: number;
}

/** Sound that goes beyond the pictures by less than this, seconds, is what codecs put around it. */
const slack = { before: 0.5, after: 0.1 } as const;
/** Sound that lies apart from all pictures by more than this, seconds, has another clock. */
const apart = 60;

/**
 * A film is as long as the longest of its streams: the first picture is shown from where its sound begins, the last one
 * until it ends. Screen recorders and slide shows store a picture that stays once.
 */
export function standing({ pictures, audio }: Pick<Inspection, 'pictures' | 'audio'>): Standing {
  // Pictures that all are shown at the same moment make no film.
  if (pictures === null || !pictures.durations.some(([ticks]) => ticks > 0)) return { pictures, lead: 0, tail: 0 };
  const { timeBase, start, durations } = pictures;
  const perSecond = timeBase.den / timeBase.num;
  const end = start + durations.reduce((sum, [ticks, count]) => sum + ticks * count, 0);
  const heard = audio.flatMap(({ heard: own }) => (own === null ? [] : [own]));
  const near = heard.filter(({ from, to }) => from < end / perSecond + apart && to > start / perSecond - apart);
  const begins = Math.min(start, ...near.map(({ from }) => Math.ceil(from * perSecond)));
  const ends = Math.max(end, ...near.map(({ to }) => Math.floor(to * perSecond)));
  const lead = start - begins > slack.before * perSecond ? start - begins : 0;
  const tail = ends - end > slack.after * perSecond ? ends - end : 0;
  if (lead === 0 && tail === 0) return { pictures, lead, tail };
  return {
    pictures: { ...pictures, start: start - lead, durations: stretched(durations, { lead, tail }) },
    lead,
    tail,
  };
}

/** The same runs, the first picture longer by `lead`, the last by `tail`. */
function stretched(
  durations: Pictures['durations'],
  { lead, tail }: { readonly lead: number; readonly tail: number },
): Pictures['durations'] {
  const count = durations.reduce((sum, [, pictures]) => sum + pictures, 0);
  const [first = 0] = durations[0] ?? [];
  const [last = 0] = durations.at(-1) ?? [];
  if (count === 1) return [[first + lead + tail, 1]];
  const inner = durations.map(([ticks, pictures], index) => {
    const ends = Number(index === 0) + Number(index === durations.length - 1);
    return [ticks, pictures - ends] as const;
  });
  return [[first + lead, 1] as const, ...inner, [last + tail, 1] as const]
    .filter(([, pictures]) => pictures > 0)
    .reduce<[number, number][]>((runs, [ticks, pictures]) => {
      const run = runs.at(-1);
      if (run !== undefined && run[0] === ticks) run[1] += pictures;
      else runs.push([ticks, pictures]);
      return runs;
    }, []);
}
