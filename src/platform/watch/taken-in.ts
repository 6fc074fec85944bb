import { appendFile, readFile } from 'node:fs/promises';

/** What tells a file from another without reading it. */
export interface Sight {
  /** As `pathWord` writes it. */
  readonly word: string;
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly inode: string;
}

/** Which files were taken in before, so that a restart reads none of them again. */
export interface TakenIn {
  has(sight: Sight): boolean;
  /** The title that a path became last, whatever was there then. */
  titleOf(word: string): string | undefined;
  add(sight: Sight, title: string): Promise<void>;
}

/**
 * A line a file, only ever added to. A file is known by its path, size and date, or, where it was renamed, by its inode
 * in place of the path: disks are numbered anew whenever they are plugged in. A line that was cut off by a kill costs
 * one reading of one film.
 */
export async function openTakenIn(file: string): Promise<TakenIn> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const known = new Set(text.split('\n').filter((line) => line !== ''));
  const titles = new Map([...known].flatMap(titleIn));
  // What was cut off in the middle ends here.
  if (text !== '' && !text.endsWith('\n')) await appendFile(file, '\n');
  return {
    has: (sight) => marksOf(sight).some((mark) => known.has(mark)),
    titleOf: (word) => titles.get(word),
    async add(sight, title) {
      titles.set(sight.word, title);
      const fresh = [...marksOf(sight), titleMark(sight.word, title)].filter((mark) => !known.has(mark));
      if (fresh.length === 0) return;
      await appendFile(file, fresh.map((mark) => `${mark}\n`).join(''));
      for (const mark of fresh) known.add(mark);
    },
  };
}

function titleMark(word: string, title: string): string {
  return JSON.stringify(['title', word, title]);
}

function titleIn(line: string): [word: string, title: string][] {
  if (!line.startsWith('["title",')) return [];
  try {
    const [, word, title] = JSON.parse(line) as [string, string, string];
    return [[word, title]];
  } catch {
    return [];
  }
}

function marksOf({ word, bytes, mtimeMs, inode }: Sight): string[] {
  const marks = [JSON.stringify([bytes, mtimeMs, word])];
  return inode === '0' ? marks : [...marks, JSON.stringify([bytes, mtimeMs, '', inode])];
}
