import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../host/index.ts';
import type { Clock } from '../kit/index.ts';
import { sampleErrors } from './errors.ts';
import type { Film } from './film.ts';
import { films } from './films.ts';
import { type Hand, startHand } from './hand.ts';
import type { SampleId } from './ids.ts';
import { encodeArguments } from './muxing/encode.ts';
import { metadata, nfo, subRip } from './muxing/text.ts';
import { openProjector } from './projector.ts';

/** The part of host's Children that is needed here: starts a program that dies with us. */
export interface FilmChildren {
  run(
    command: string,
    args: readonly string[],
    options: { readonly signal?: AbortSignal; readonly job: string; readonly niceness?: number },
  ): Promise<{ readonly code: number; readonly log: string }>;
}

export interface SampleFilmDeps {
  /** Where the film belongs; made if it is missing. Its folder `<id>.making` inside is ours alone. */
  readonly folder: string;
  /** Path or name of the program. */
  readonly ffmpeg: string;
  readonly children: FilmChildren;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

export interface SampleFilm {
  /** Path of a finished MP4. */
  readonly file: string;
  /** What to call the title. */
  readonly name: string;
}

const hands = 2;

/**
 * Draws, scores and encodes one of Bijou's sample films into `folder`, once: a finished film is returned as it is. The file
 * appears whole or not at all, and beside it an NFO of what is said of it; what an interrupted run left is cleared by the next. Takes two cores for some seconds
 * and about 120 MB until it is done; the event loop stays free.
 * Errors: the signal's reason; `sample.not-made` when ffmpeg fails; `sample.drawing-failed`.
 */
export async function makeSampleFilm(id: SampleId, deps: SampleFilmDeps): Promise<SampleFilm> {
  const film = films[id];
  const { folder, clock, logger, signal } = deps;
  const made = { file: join(folder, `${film.id}.mp4`), name: film.name };
  const making = join(folder, `${film.id}.making`);
  signal.throwIfAborted();
  await mkdir(folder, { recursive: true });
  await rm(making, { recursive: true, force: true });
  if (await stat(made.file).catch(() => undefined)) return made;
  await mkdir(making);
  const began = clock.monotonic();
  try {
    const finished = await make(film, { ...deps, making });
    signal.throwIfAborted();
    await writeFile(join(folder, `${film.id}.nfo`), nfo(film));
    await rename(finished, made.file);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  logger.info('A sample film is ready', { file: made.file, seconds: (clock.monotonic() - began) / 1000 });
  return made;
}

async function make(film: Film, deps: SampleFilmDeps & { readonly making: string }): Promise<string> {
  const { making, children, ffmpeg, signal } = deps;
  const crew = Array.from({ length: hands }, () => startHand(film.id));
  const dismiss = (): void => void Promise.allSettled(crew.map((hand) => hand.stop()));
  signal.addEventListener('abort', dismiss, { once: true });
  try {
    const files = await writeInputs(film, { making, crew });
    const projector = await openProjector(film, crew);
    try {
      signal.throwIfAborted();
      const to = join(making, 'film.mp4');
      const args = encodeArguments(film, { ...files, pictures: projector.address, to });
      // a drawing that fails ends the stream, and with it ffmpeg: its own error is the one to tell
      const drawing = projector.shown.catch((error: unknown) => {
        projector.close();
        return error;
      });
      const { code, log } = await children.run(ffmpeg, args, { signal, job: 'sample-film', niceness: 5 });
      projector.close();
      if (code !== 0) throw sampleErrors.error('sample.not-made', { code, log: log.slice(-600) });
      const trouble = await drawing;
      if (trouble !== undefined) throw trouble;
      return to;
    } finally {
      projector.close();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', dismiss);
    await Promise.allSettled(crew.map((hand) => hand.stop()));
  }
}

/** Everything but the pictures goes into small files that ffmpeg reads: sounds, captions, chapters. */
async function writeInputs(film: Film, { making, crew }: { making: string; crew: readonly Hand[] }) {
  const [hand] = crew;
  if (hand === undefined) throw new RangeError('A film needs at least one hand');
  const write = async (name: string, bytes: string | Uint8Array): Promise<string> => {
    const file = join(making, name);
    await writeFile(file, bytes);
    return file;
  };
  const sounds: string[] = [];
  for (const number of film.sounds.keys())
    sounds.push(await write(`sound-${number}.wav`, await hand.ask({ kind: 'sound', number })));
  const captions: string[] = [];
  for (const [number, track] of film.captions.entries())
    captions.push(await write(`captions-${number}.srt`, subRip(track.captions)));
  return { sounds, captions, metadata: await write('chapters.txt', metadata(film)) };
}
