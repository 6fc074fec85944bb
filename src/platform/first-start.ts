import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client, StudioTitle, studioContract } from '../contracts/index.ts';
import type { Children } from '../host/index.ts';
import { type Clock, hasCode } from '../kit/index.ts';
import { makeSampleApart, type SampleId, sampleIds } from '../samples/index.ts';
import { readGiven, writeGiven } from './first-start-record.ts';
import type { Settings } from './settings.ts';

export interface FirstStartParts {
  readonly settings: Pick<Settings, 'dataFolder' | 'ffmpeg'>;
  readonly studio: Client<typeof studioContract>;
  readonly children: Children;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told what goes on, in words for the person who started it. */
  readonly say: (sentence: string) => void;
}

/** The first is waited for; the others give way to the encoders (which run at 10) that make it watchable. */
const hurry = 5;
const patience = 15;

/**
 * Gives an empty library some films to look at: one quickly, the others while it can be watched. Each once only: who
 * removes one does not get it again. A stop or a kill in the middle costs nothing; the next start goes on with what
 * is missing.
 */
export async function fillEmptyLibrary(parts: FirstStartParts): Promise<void> {
  const { settings, studio, signal, say } = parts;
  const done = join(settings.dataFolder, 'sample-made');
  if ((await stat(done).catch(() => undefined)) !== undefined) return;
  const record = join(settings.dataFolder, 'sample-given.json');
  const known = await readGiven(record);
  if (known !== undefined || (await studio.calls.titles({ limit: 1 }, { signal })).titles.length === 0) {
    if (known === undefined)
      say(
        'The library is empty, so Bijou draws a short film for it. It can be watched in less than a minute; two more follow.',
      );
    await giveFilms(parts, { record, given: known ?? {} });
  }
  await writeFile(done, '');
  await rm(record, { force: true });
}

async function giveFilms(
  parts: FirstStartParts,
  { record, given }: { readonly record: string; given: Readonly<Record<string, string>> },
): Promise<void> {
  await writeGiven(record, given);
  let before: string | undefined;
  for (const id of sampleIds) {
    if (given[id] === undefined) {
      const first = before === undefined ? undefined : await watchable(parts, before);
      if (first !== undefined) parts.say(`${first.name} can be watched.`);
      given = { ...given, [id]: await giveFilm(parts, id, before === undefined ? hurry : patience) };
      await writeGiven(record, given);
    }
    before = given[id];
  }
  await rm(folderOf(parts), { recursive: true, force: true });
}

/** Makes one film and hands it in. Resolves to its title; done again, to the same one: the same bytes are one title. */
async function giveFilm(parts: FirstStartParts, id: SampleId, niceness: number): Promise<string> {
  const { settings, studio, children, signal } = parts;
  const records = join(settings.dataFolder, 'run', 'children');
  const { ffmpeg } = settings;
  const film = await makeSampleApart({ id, folder: folderOf(parts), ffmpeg, children, records, niceness, signal });
  const { title } = await studio.calls.addFile({ path: film.file, name: film.name }, { signal });
  return title.id;
}

/** Resolves once the title can be watched, or never will be: then to undefined. */
async function watchable({ studio, clock, signal }: FirstStartParts, id: string): Promise<StudioTitle | undefined> {
  for (;;) {
    const title = await studio.calls.title({ id }, { signal }).catch((error: unknown) => {
      if (hasCode(error, 'studio.no-such-title')) return undefined;
      throw error;
    });
    if (title === undefined || title.watchable) return title;
    if (['refused', 'failed', 'cancelled', 'removed'].includes(title.state)) return undefined;
    await clock.sleep(500, signal);
  }
}

function folderOf({ settings }: FirstStartParts): string {
  return join(settings.dataFolder, 'sample');
}
