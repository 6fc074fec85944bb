import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { type DiscFile, isDiscFolder, mainPlaylist, mainTitleSet } from '../../../contracts/index.ts';
import { joinPath, type Path, pathBytes, pathText } from '../../../host/index.ts';
import { studioErrors } from '../errors.ts';

/** The film of a disc's folder (`VIDEO_TS`, `BDMV`): the paths of its files, in order. Errors: `studio.no-disc-film`. */
export async function discFilm(folder: Path): Promise<readonly Path[]> {
  const streams = await named(folder, 'STREAM');
  const place = streams === undefined ? folder : within(folder, streams);
  const files = await filesOf(place);
  const film = streams === undefined ? mainTitleSet(files) : mainPlaylist(files, await playlistsOf(folder));
  if (film.length === 0) throw studioErrors.error('studio.no-disc-film', { path: pathText(folder) });
  return film.map(({ name }) => within(place, name));
}

export async function isDisc(path: Path): Promise<boolean> {
  const names = await readdir(path).catch(() => undefined);
  return names !== undefined && isDiscFolder(basename(pathText(path)), names);
}

/** The bytes of files one after the other, as one. */
export function joined(files: readonly Path[], signal: AbortSignal): ReadableStream<Uint8Array> {
  async function* all(): AsyncGenerator<Uint8Array> {
    for (const file of files) yield* createReadStream(file, { signal, highWaterMark: 1 << 20 });
  }
  return Readable.toWeb(
    Readable.from(all(), { objectMode: false, highWaterMark: 1 << 20 }),
  ) as ReadableStream<Uint8Array>;
}

/** Of a few kilobytes each; a disc that hides its film has hundreds. */
async function playlistsOf(folder: Path): Promise<readonly Uint8Array[]> {
  const place = within(folder, (await named(folder, 'PLAYLIST')) ?? 'PLAYLIST');
  const names = (await readdir(place).catch(() => [])).filter((name) => /\.mpls$/i.test(name)).sort();
  return Promise.all(names.slice(0, 2_000).map((name) => readFile(within(place, name)).catch(() => new Uint8Array())));
}

async function filesOf(folder: Path): Promise<DiscFile[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.map(async (name) => ({
    name,
    bytes: (await stat(within(folder, name)).catch(() => undefined))?.size ?? 0,
  }));
  return (await Promise.all(files)).filter(({ bytes }) => bytes > 0);
}

/** Discs copied by some systems have names in small letters. */
async function named(folder: Path, name: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  return names.find((one) => one.toUpperCase() === name);
}

function within(folder: Path, name: string): Path {
  return joinPath(pathBytes(folder), Buffer.from(name));
}
