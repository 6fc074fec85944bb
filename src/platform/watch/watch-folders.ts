import { join } from 'node:path';
import { type Client, isDiscFolder, isWholeFilm, mayHoldFilms, type studioContract } from '../../contracts/index.ts';
import { type Growth, type Logger, pathText, pathWord, walk, watchGrowth, wordPath } from '../../host/index.ts';
import { type Clock, hasCode, pauseAfter, sentenceOf } from '../../kit/index.ts';
import { openTakenIn, type Sight, type TakenIn } from './taken-in.ts';
import { readWatched, tellWatchedStates, type WatchedState } from './watched-folders.ts';

export interface WatchParts {
  readonly dataFolder: string;
  /** Folders that the settings name; those of `bijou watch` come to them. */
  readonly folders: readonly string[];
  readonly studio: Pick<Client<typeof studioContract>['calls'], 'addFile' | 'title' | 'replace'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** For how long a file must not have been written to. */
  readonly quiet?: number;
  /** Milliseconds between two looks, where they cost little. */
  readonly everyMs?: number;
}

/** A look at a large folder, or at a slow disk, takes a twentieth of the time at most. */
const restShare = 20;
const usualMs = 5_000;
/** What could not be taken in is tried again after twice as long each time. */
const retries = { firstMs: 10_000, longestMs: 600_000 };

/** What is known of a file that is not taken in yet. */
interface Waiting {
  readonly growth: Growth;
  failures: number;
  tryAt: number;
  why: string | undefined;
}

/**
 * Takes in what comes into folders, quietly, until the signal aborts. Folders are looked at again and again instead of
 * being listened to: shares of other machines tell nothing of what happens in them (decision 0096). Nothing is ever
 * taken out of the library because a file has gone: a disk that is not there looks just like that.
 */
export async function watchFolders(parts: WatchParts): Promise<void> {
  const { dataFolder, clock, logger, signal, everyMs = usualMs } = parts;
  const taken = await openTakenIn(join(dataFolder, 'watched-films.jsonl'));
  const waiting = new Map<string, Waiting>();
  while (!signal.aborted) {
    const began = clock.monotonic();
    const folders = [...new Set([...parts.folders, ...(await readWatched(dataFolder))])];
    const states: WatchedState[] = [];
    const seen = new Set<string>();
    for (const folder of folders) {
      states.push(await lookThrough(folder, parts, { taken, waiting, seen }));
      if (signal.aborted) return;
    }
    for (const word of waiting.keys()) if (!seen.has(word)) waiting.delete(word);
    await tellWatchedStates(dataFolder, states).catch((error: unknown) =>
      logger.warn('the state of watched folders could not be told', { error }),
    );
    const tookMs = clock.monotonic() - began;
    await clock.sleep(Math.max(everyMs, tookMs * restShare), signal).catch(() => undefined);
  }
}

interface Known {
  readonly taken: TakenIn;
  readonly waiting: Map<string, Waiting>;
  /** Of all that were found in this look. */
  readonly seen: Set<string>;
}

async function lookThrough(folder: string, parts: WatchParts, known: Known): Promise<WatchedState> {
  const { dataFolder, signal } = parts;
  const rules = { enters: mayHoldFilms, isWhole: isDiscFolder, takes: isWholeFilm };
  let films = 0;
  let waits = 0;
  let why: string | undefined;
  for await (const one of walk(folder, rules)) {
    if (signal.aborted) break;
    const shown = pathText(one.path);
    if (one.kind === 'left') {
      if (shown === folder) why = `The folder is passed over: ${one.why}.`;
      continue;
    }
    // Our own films are on their way through our own folders.
    if (`${shown}/`.startsWith(`${dataFolder}/`) || (one.bytes === 0 && !one.isFolder)) continue;
    const word = pathWord(one.path);
    known.seen.add(word);
    const sight = one.isFolder ? await sightOfDisc(word, one.inode) : { word, ...one };
    const end = await takeIn(sight, parts, known);
    if (end === 'taken') films += 1;
    else waits += 1;
    if (end !== 'taken') why ??= known.waiting.get(word)?.why;
  }
  return { folder, films, waiting: waits, ...(why === undefined ? {} : { why }) };
}

async function takeIn(sight: Sight, parts: WatchParts, known: Known): Promise<'taken' | 'waits'> {
  const { clock, logger, signal, quiet } = parts;
  const { taken, waiting } = known;
  const { word } = sight;
  if (taken.has(sight)) return 'taken';
  const state = waiting.get(word) ?? newlySeen(word, { clock, quiet });
  waiting.set(word, state);
  if (clock.monotonic() < state.tryAt) return 'waits';
  try {
    if (!(await state.growth.hasStoodStill())) return 'waits';
    const { title, already } = await addOrMend(word, parts, taken);
    await taken.add(sight, title.id);
    waiting.delete(word);
    logger.info('a film of a watched folder was taken in', { path: word, title: title.id, already });
    return 'taken';
  } catch (error) {
    if (signal.aborted) return 'waits';
    state.failures += 1;
    state.tryAt = clock.monotonic() + pauseAfter(state.failures, retries);
    state.why = sentenceOf(error);
    logger.warn('a film of a watched folder is not taken in yet', { path: word, error });
    return 'waits';
  }
}

/** The title has gone, or is no longer what it was: then the file is added as any other is. */
const givesWay = ['studio.no-such-title', 'studio.under-way', 'studio.same-film', 'studio.already-there'];

/**
 * A copy that took its time may have been refused as it was then: what stands at its path now becomes the same title. Any
 * other file under a name that was there before is another film.
 */
async function addOrMend(word: string, { studio, signal }: WatchParts, taken: TakenIn) {
  const id = taken.titleOf(word);
  try {
    const before = id === undefined ? undefined : await studio.title({ id }, { signal });
    if (before?.state === 'refused' && !before.watchable)
      return { title: await studio.replace({ id: before.id, path: word }, { signal }), already: false };
  } catch (error) {
    if (!givesWay.some((code) => hasCode(error, code))) throw error;
  }
  return studio.addFile({ path: word }, { signal });
}

function newlySeen(
  word: string,
  { clock, quiet }: { readonly clock: Clock; readonly quiet: number | undefined },
): Waiting {
  const growth = watchGrowth(wordPath(word), { clock, ...(quiet === undefined ? {} : { quiet }) });
  return { growth, failures: 0, tryAt: 0, why: undefined };
}

/** A disc's folder is as new as the newest of its files, and as large as all of them. */
async function sightOfDisc(word: string, inode: string): Promise<Sight> {
  let bytes = 0;
  let mtimeMs = 0;
  for await (const one of walk(wordPath(word), { enters: () => true, isWhole: () => false, takes: () => true })) {
    if (one.kind === 'left') continue;
    bytes += one.bytes;
    mtimeMs = Math.max(mtimeMs, one.mtimeMs);
  }
  return { word, bytes, mtimeMs, inode };
}
