// Makes small encoder outputs for the tests beside it, with the flags that encoders are told to use.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Inspection, Pictures } from '../../inspection.ts';
import { makePlan } from '../../plan/make-plan.ts';
import type { Plan } from '../../plan/plan.ts';
import { defaultSettings } from '../../plan/settings.ts';
import { ordinaryVideo } from '../../testing/streams.ts';
import type { ByteSource } from '../byte-source.ts';
import type { Layout } from '../layout.ts';

const fragmented = ['-movflags', '+frag_keyframe+empty_moov+default_base_moof'];

export function tempFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'bijou-media-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** What the command wrote to its standard output. Throws where it fails or complains. */
export function run(command: string, args: readonly string[]): string {
  return execFileSync(command, ['-v', 'error', ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
}

export function fileSource(path: string): ByteSource {
  return {
    size: statSync(path).size,
    async read(first, last) {
      const bytes = new Uint8Array(last - first + 1);
      const file = openSync(path, 'r');
      const read = readSync(file, bytes, 0, bytes.length, first);
      closeSync(file);
      return bytes.subarray(0, read);
    },
  };
}

export interface FilmOptions {
  readonly timeBase: Pictures['timeBase'];
  readonly durations: Pictures['durations'];
  readonly cuts?: readonly number[];
  readonly tracks?: Partial<Pick<Inspection, 'audio' | 'text'>>;
}

/** A plan of a small film, with chunks short enough that there are several. */
export function planOf({ timeBase, durations, cuts = [], tracks = {} }: FilmOptions): Plan {
  const inspection: Inspection = {
    version: 1,
    container: 'mov',
    durationSeconds: null,
    startSeconds: null,
    audio: [],
    text: [],
    ...tracks,
    chapters: [],
    looks: null,
    complaints: [],
    pictures: { stream: 0, timeBase, start: 0, durations, cuts, dropped: null, damaged: [] },
    video: [
      { ...ordinaryVideo, durationSeconds: null, width: 160, height: 90, frameRate: { num: 0, den: 1 }, timeBase },
    ],
  };
  const settings = { ...defaultSettings, chunk: { least: 3, aim: 5, most: 9 } };
  return makePlan('a'.repeat(64), inspection, settings);
}

export interface ChunkOptions {
  readonly first: number;
  readonly count: number;
  /** Picture offsets in the chunk that must be IDR pictures. */
  readonly keyframes: readonly number[];
  readonly crf: number;
  readonly size?: string;
  readonly x264?: string;
}

/** Encodes some pictures of an endless test film; the n-th picture is the same whichever chunk it is in. */
export function encodeChunk(file: string, chunk: ChunkOptions): void {
  const { first, count, keyframes, crf, size = '160x90' } = chunk;
  const forced = keyframes.map((offset) => `eq(n,${offset})`).join('+');
  run('ffmpeg', [
    ...['-y', '-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25,noise=alls=20:all_seed=7`],
    ...['-vf', `trim=start_frame=${first}:end_frame=${first + count},settb=1/25,setpts=N`, '-r', '25'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-crf', String(crf), '-pix_fmt', 'yuv420p'],
    ...['-x264-params', chunk.x264 ?? 'stitchable=1:keyint=infinite:scenecut=0:open-gop=0'],
    ...['-force_key_frames', `expr:${forced}`, ...fragmented, file],
  ]);
}

/** Encodes all chunks of a plan, each with another quality; returns their files. */
export function encodeFilm(folder: string, plan: Plan): string[] {
  return plan.chunks.map(({ first, count }, index) => {
    const file = join(folder, `chunk-${index}.mp4`);
    const keyframes = plan.segments.filter((at) => at >= first && at < first + count).map((at) => at - first);
    encodeChunk(file, { first, count, keyframes, crf: 20 + 5 * index });
    return file;
  });
}

/** Encodes a tone as an audio track. */
export function encodeTone(
  file: string,
  tone: { readonly seconds: number; readonly rate: number; readonly channels: number; readonly flags?: string[] },
): void {
  const input = `sine=f=440:r=${tone.rate}:d=${tone.seconds}`;
  const audio = ['-ac', String(tone.channels), '-c:a', 'aac', '-b:a', '64k'];
  run('ffmpeg', ['-y', '-f', 'lavfi', '-i', input, ...audio, ...(tone.flags ?? fragmented), file]);
}

/** Puts a layout's file together from the encoder outputs. */
export function assemble(layout: Layout, file: string, outputs: readonly string[]): void {
  const sources = outputs.map((output) => readFileSync(output));
  const parts = layout.pieces.map((piece) =>
    'bytes' in piece ? piece.bytes : (sources[piece.chunk]?.subarray(piece.first, piece.last + 1) ?? new Uint8Array()),
  );
  writeFileSync(file, Buffer.concat(parts));
}
