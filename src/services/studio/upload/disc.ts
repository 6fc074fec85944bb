import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { type DiscFile, isDiscFolder, mainPlaylist, mainTitleSet } from '../../../contracts/index.ts';
import { studioErrors } from '../errors.ts';

/** The film of a disc's folder (`VIDEO_TS`, `BDMV`): the paths of its files, in order. Errors: `studio.no-disc-film`. */
export async function discFilm(folder: string): Promise<readonly string[]> {
  const isDvd = /^video_ts$/i.test(basename(folder));
  const place = isDvd ? folder : join(folder, await named(folder, 'STREAM'));
  const files = await filesOf(place);
  const film = isDvd ? mainTitleSet(files) : mainPlaylist(files, await playlistsOf(folder));
  if (film.length === 0) throw studioErrors.error('studio.no-disc-film', { path: folder });
  return film.map(({ name }) => join(place, name));
}

export async function isDisc(path: string | Buffer): Promise<boolean> {
  if (typeof path !== 'string' || !isDiscFolder(basename(path))) return false;
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

/** The bytes of files one after the other, as one. */
export function joined(files: readonly string[], signal: AbortSignal): ReadableStream<Uint8Array> {
  async function* all(): AsyncGenerator<Uint8Array> {
    for (const file of files) yield* createReadStream(file, { signal, highWaterMark: 1 << 20 });
  }
  return Readable.toWeb(
    Readable.from(all(), { objectMode: false, highWaterMark: 1 << 20 }),
  ) as ReadableStream<Uint8Array>;
}

/** Of a few kilobytes each; a disc that hides its film has hundreds. */
async function playlistsOf(folder: string): Promise<readonly Uint8Array[]> {
  const place = join(folder, await named(folder, 'PLAYLIST'));
  const names = (await readdir(place).catch(() => [])).filter((name) => /\.mpls$/i.test(name)).sort();
  return Promise.all(names.slice(0, 2_000).map((name) => readFile(join(place, name)).catch(() => new Uint8Array())));
}

async function filesOf(folder: string): Promise<DiscFile[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.map(async (name) => ({
    name,
    bytes: (await stat(join(folder, name)).catch(() => undefined))?.size ?? 0,
  }));
  return (await Promise.all(files)).filter(({ bytes }) => bytes > 0);
}

/** Discs copied by some systems have names in small letters. */
async function named(folder: string, name: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  return names.find((one) => one.toUpperCase() === name) ?? name;
}
