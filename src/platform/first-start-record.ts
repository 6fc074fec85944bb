import { readFile, rename, writeFile } from 'node:fs/promises';

/** Which sample films a library has been given so far: the title of each, by the film's id. */
export type Given = Readonly<Record<string, string>>;

/** Undefined where no film was ever begun. A record that cannot be read counts as one in which nothing stands yet. */
export async function readGiven(file: string): Promise<Given | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const given: unknown = JSON.parse(text);
    const entries = typeof given === 'object' && given !== null ? Object.entries(given) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return {};
  }
}

/** Replaces the record as a whole. */
export async function writeGiven(file: string, given: Given): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(given));
  await rename(`${file}.new`, file);
}
