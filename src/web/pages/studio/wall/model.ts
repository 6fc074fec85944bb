import type { WallRow } from '../../../../contracts/studio/index.ts';

/** What a piece of work is at: waiting, leased, done, failed, cancelled. */
export type Letter = 'w' | 'l' | 'd' | 'f' | 'c';
export const letters: readonly Letter[] = ['w', 'l', 'd', 'f', 'c'];

/** How many pieces are at each letter. */
export type Counts = Readonly<Record<Letter, number>>;

/** A row as it is drawn: one number a piece, an index into `letters`. */
export interface Row {
  readonly name: string;
  readonly part: string;
  readonly cells: Uint8Array;
}

/** `[row, chunk, letter]`, as the studio tells it. */
export type Change = readonly [row: string, chunk: number, letter: string];

/** What the studio answers of a wall. */
export interface WallAnswer {
  readonly chunks: readonly number[];
  readonly rows: readonly WallRow[];
}

/**
 * The pieces of a title, kept as bytes, and which of them changed since they were drawn last. It stays as large as the
 * wall is, however many changes come: a square that changed twice before it is drawn is noted once.
 */
export interface Wall {
  /** Seconds where each chunk begins, and the end of the last. */
  readonly chunks: readonly number[];
  /** Rows of the ladder, tallest picture first. */
  readonly rungs: readonly Row[];
  /** All else: inspection, sound, subtitles, and so on. */
  readonly others: readonly Row[];
  /** Rises with each change. */
  readonly revision: number;
  /** Takes changes; those of pieces that are not on the wall are passed over. True where anything changed. */
  apply(changes: readonly Change[]): boolean;
  /** The letter of a piece, or undefined where there is none. */
  at(row: string, chunk: number): Letter | undefined;
  countsOf(row: Row): Counts;
  /** Hands each changed square of the ladder to `paint`, once. */
  drain(paint: (rung: number, chunk: number, letter: number) => void): void;
}

const videoParts = new Set(['first-look', 'ladder', 'video']);

/** True for rows that are cut into chunks: those that make the ladder. */
export function isRung(row: WallRow): boolean {
  return videoParts.has(row.part) || row.states.length > 1;
}

/** Opens a wall on the studio's answer. */
export function openWall({ chunks, rows }: WallAnswer): Wall {
  const rungs = rows
    .filter(isRung)
    .map(rowOf)
    .sort((a, b) => heightOf(b.name) - heightOf(a.name));
  const others = rows.filter((row) => !isRung(row)).map(rowOf);
  const byName = new Map([...rungs, ...others].map((row) => [row.name, row]));
  const tallies = new Map([...byName.values()].map((row) => [row, tallyOf(row.cells)]));
  const rungNumber = new Map(rungs.map((row, number) => [row, number]));
  const across = Math.max(1, ...rungs.map(({ cells }) => cells.length));
  const noted = new Uint8Array(across * rungs.length);
  let changed: number[] = [];
  let revision = 0;

  return {
    chunks,
    rungs,
    others,
    get revision() {
      return revision;
    },
    apply(changes) {
      const before = revision;
      for (const [name, chunk, letter] of changes) {
        const row = byName.get(name);
        const value = letters.indexOf(letter as Letter);
        const old = row?.cells[chunk];
        if (row === undefined || value < 0 || old === undefined || old === value) continue;
        row.cells[chunk] = value;
        const tally = tallies.get(row);
        if (tally !== undefined) {
          tally[old] = (tally[old] ?? 0) - 1;
          tally[value] = (tally[value] ?? 0) + 1;
        }
        revision += 1;
        const rung = rungNumber.get(row);
        if (rung === undefined) continue;
        const place = rung * across + chunk;
        if (noted[place] === 1) continue;
        noted[place] = 1;
        changed.push(place);
      }
      return revision > before;
    },
    at(name, chunk) {
      const value = byName.get(name)?.cells[chunk];
      return value === undefined ? undefined : letters[value];
    },
    countsOf(row) {
      const [w = 0, l = 0, d = 0, f = 0, c = 0] = tallies.get(row) ?? [];
      return { w, l, d, f, c };
    },
    drain(paint) {
      const taken = changed;
      changed = [];
      for (const place of taken) {
        noted[place] = 0;
        const rung = Math.floor(place / across);
        const chunk = place % across;
        paint(rung, chunk, rungs[rung]?.cells[chunk] ?? 0);
      }
    },
  };
}

/** The sum of several rows' counts. */
export function sumOf(all: readonly Counts[]): Counts {
  const sum = { w: 0, l: 0, d: 0, f: 0, c: 0 };
  for (const counts of all) for (const letter of letters) sum[letter] += counts[letter];
  return sum;
}

/** What a row is at as a whole: the most urgent letter that it has. */
export function letterOf(counts: Counts): Letter {
  if (counts.f > 0) return 'f';
  if (counts.l > 0) return 'l';
  if (counts.w > 0) return counts.d > 0 ? 'l' : 'w';
  return counts.c > 0 ? 'c' : 'd';
}

function rowOf({ name, part, states }: WallRow): Row {
  const cells = Uint8Array.from(states, (letter) => Math.max(0, letters.indexOf(letter as Letter)));
  return { name, part, cells };
}

function tallyOf(cells: Uint8Array): number[] {
  const tally = letters.map(() => 0);
  for (const value of cells) tally[value] = (tally[value] ?? 0) + 1;
  return tally;
}

/** The number that a rung's name begins with: `1080p`. */
function heightOf(name: string): number {
  return Number.parseInt(name, 10) || 0;
}
