import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How a watched folder is doing, for people. */
export interface WatchedState {
  readonly folder: string;
  /** Films in it that were taken in. */
  readonly films: number;
  /** Files that may still be written to, or could not be taken in yet. */
  readonly waiting: number;
  /** What is in the way, as a sentence. */
  readonly why?: string;
}

/** The folders that the owner named by `bijou watch`, absolute. A list that cannot be read is empty. */
export async function readWatched(dataFolder: string): Promise<readonly string[]> {
  const list = await readJson(listOf(dataFolder));
  return Array.isArray(list) ? list.filter((folder) => typeof folder === 'string') : [];
}

/** Adds folders to the list, or takes them off it. Resolves to the list as it is then. */
export async function changeWatched(
  dataFolder: string,
  { add = [], drop = [] }: { readonly add?: readonly string[]; readonly drop?: readonly string[] },
): Promise<readonly string[]> {
  const before = await readWatched(dataFolder);
  const folders = [...new Set([...before, ...add])].filter((folder) => !drop.includes(folder));
  await replace(listOf(dataFolder), JSON.stringify(folders, null, 2));
  return folders;
}

/** What whoever watches told last; empty where nobody did. */
export async function readWatchedStates(dataFolder: string): Promise<readonly WatchedState[]> {
  const states = await readJson(statesOf(dataFolder));
  return Array.isArray(states) ? (states as WatchedState[]) : [];
}

export async function tellWatchedStates(dataFolder: string, states: readonly WatchedState[]): Promise<void> {
  await replace(statesOf(dataFolder), JSON.stringify(states));
}

function listOf(dataFolder: string): string {
  return join(dataFolder, 'watched-folders.json');
}

function statesOf(dataFolder: string): string {
  return join(dataFolder, 'run', 'watched-folders.json');
}

async function readJson(file: string): Promise<unknown> {
  return readFile(file, 'utf8')
    .then(JSON.parse)
    .catch(() => undefined);
}

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
