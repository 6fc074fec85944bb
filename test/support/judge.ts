// Judges of a stream that are not ours: ffprobe, ffmpeg, an HLS parser and a DASH parser.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Parser as HlsParser } from 'm3u8-parser';
import { parse as parseMpd } from 'mpd-parser';

const run = promisify(execFile);
const roomy = { maxBuffer: 512 * 1024 * 1024 };

export interface Segment {
  readonly first: number;
  readonly length: number;
  readonly seconds: number;
}

export interface Rendition {
  readonly name: string;
  /** Bits a second as the multivariant playlist declares; undefined for audio. */
  readonly bandwidth: number | undefined;
  readonly init: { readonly first: number; readonly length: number };
  readonly segments: readonly Segment[];
  readonly bytes: Uint8Array;
}

export interface Stream {
  readonly video: readonly Rendition[];
  readonly audio: readonly Rendition[];
}

/** Reads a stream as an HLS player does, every byte of it. */
export async function readHls(address: string): Promise<Stream> {
  const manifest = parsePlaylist(await text(address));
  const video = await Promise.all(
    manifest.playlists.map((variant: { uri: string; attributes: { BANDWIDTH: number } }) =>
      readRendition(new URL(variant.uri, address).href, variant.attributes.BANDWIDTH),
    ),
  );
  const groups = Object.values(manifest.mediaGroups.AUDIO ?? {}) as Record<string, { uri?: string }>[];
  const uris = [...new Set(groups.flatMap((group) => Object.values(group).map(({ uri }) => uri)))];
  const audio = await Promise.all(
    uris.filter((uri) => uri !== undefined).map((uri) => readRendition(new URL(uri, address).href, undefined)),
  );
  // Redundant variants of one rung name the same bytes.
  return { video: onePerName(video), audio: onePerName(audio) };
}

function onePerName(renditions: readonly Rendition[]): readonly Rendition[] {
  return [...new Map(renditions.map((rendition) => [rendition.name, rendition])).values()];
}

async function readRendition(address: string, bandwidth: number | undefined): Promise<Rendition> {
  const { segments } = parsePlaylist(await text(address));
  const media = new URL(segments[0].uri, address).href;
  const answer = await fetch(media);
  if (answer.status !== 200) throw new Error(`${media} answered ${answer.status}`);
  const { map } = segments[0];
  return {
    name: new URL(address).pathname.split('/').at(-2) ?? '',
    bandwidth,
    init: { first: map.byterange.offset, length: map.byterange.length },
    segments: segments.map((segment: { byterange: { offset: number; length: number }; duration: number }) => ({
      first: segment.byterange.offset,
      length: segment.byterange.length,
      seconds: segment.duration,
    })),
    bytes: new Uint8Array(await answer.arrayBuffer()),
  };
}

function parsePlaylist(playlist: string) {
  const parser = new HlsParser();
  parser.push(playlist);
  parser.end();
  return parser.manifest;
}

/** The MPD as mpd-parser understands it. */
export async function readDash(address: string) {
  return parseMpd(await text(address), { manifestUri: address });
}

async function text(address: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}: ${await answer.text()}`);
  return answer.text();
}

export interface Packet {
  readonly pts: number;
  readonly duration: number;
  readonly pos: number;
  readonly key: boolean;
}

/** Writes the bytes to a file for tools that want one, and takes it away. */
export async function withFile<T>(bytes: Uint8Array, work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-judge-'));
  const file = join(folder, 'media.mp4');
  await writeFile(file, bytes);
  try {
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Packets in file order; times in seconds. */
export async function packetsOf(file: string): Promise<readonly Packet[]> {
  const fields = 'packet=pts_time,duration_time,pos,flags';
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', fields, '-of', 'json', file], roomy);
  const { packets } = JSON.parse(stdout) as { packets: Record<string, string>[] };
  return packets.map(({ pts_time, duration_time, pos, flags }) => ({
    pts: Number(pts_time),
    duration: Number(duration_time),
    pos: Number(pos),
    key: flags?.startsWith('K') ?? false,
  }));
}

/** Decodes everything with no error forgiven, and counts the pictures. Throws where ffmpeg complains. */
export async function decodeStrictly(file: string, kind: 'v' | 'a'): Promise<number> {
  const words = ['-v', 'error', '-xerror', '-err_detect', 'explode', '-i', file, '-map', `0:${kind}`];
  const { stdout, stderr } = await run('ffmpeg', [...words, '-fps_mode', 'passthrough', '-f', 'framemd5', '-'], roomy);
  if (stderr.trim() !== '') throw new Error(`ffmpeg complains of ${file}: ${stderr.slice(0, 2000)}`);
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
}

/** Pictures that a source really decodes to. */
export async function picturesOf(file: string): Promise<number> {
  const { stdout } = await run(
    'ffmpeg',
    ['-v', 'quiet', '-i', file, '-map', '0:v:0', '-fps_mode', 'passthrough', '-f', 'framemd5', '-'],
    roomy,
  );
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
}

/** How often a four-character box name stands in the bytes. */
export function countBoxes(bytes: Uint8Array, name: string): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 4)) count += 1;
  return count;
}
