import { join } from 'node:path';
import type { MediaInput, StillsWork, StillWork } from '../index.ts';
import { pictureClock } from './clock-filters.ts';
import { lookFilters, rgbFilters } from './look-filters.ts';
import { inputArguments, oneThread, pictureFormats, quietly, reproducibly } from './program.ts';
import { type Reached, reach, readWhole } from './reach.ts';
import { scaling } from './treatment-filters.ts';
import { seekingOf } from './video-arguments.ts';

/** How stills are written. */
export interface StillFormat {
  readonly type: string;
  readonly ending: string;
  /** The pictures' colours as this format has them, and its encoder. */
  readonly pixels: string;
  readonly encoder: readonly string[];
}

/** Both formats have BT.601's matrix, whatever the film has. */
export const webp: StillFormat = {
  type: 'image/webp',
  ending: 'webp',
  pixels: `scale=${scaling}:out_color_matrix=bt601:out_range=tv,format=yuv420p`,
  encoder: ['-c:v', 'libwebp', '-quality', '80', '-compression_level', '3', '-f', 'webp'],
};

export const jpeg: StillFormat = {
  type: 'image/jpeg',
  ending: 'jpg',
  pixels: `scale=${scaling}:out_color_matrix=bt601:out_range=pc,format=yuvj420p`,
  encoder: ['-c:v', 'mjpeg', '-q:v', '3', '-f', 'mjpeg'],
};

/** Printed times have six digits; the picture that is meant may lie a little before. */
const slack = 0.000_01;
/** Long side of the picture that its hash and tint are made of. */
const hashSide = 64;

export function stillFile({ name }: StillWork, width: number, { ending }: StillFormat): string {
  return `${name}-${width}.${ending}`;
}

export function hashFile({ name }: StillWork): string {
  return `${name}.rgba`;
}

export function hashSize({ crop }: StillWork): { readonly width: number; readonly height: number } {
  const share = hashSide / Math.max(crop.width, crop.height);
  return { width: Math.max(1, Math.round(crop.width * share)), height: Math.max(1, Math.round(crop.height * share)) };
}

/** Even, at least 2. */
export function stillHeight({ crop }: StillWork, width: number): number {
  return Math.max(2, Math.round((width * crop.height) / crop.width / 2) * 2);
}

export function stillsArguments(
  input: MediaInput,
  work: StillsWork,
  { format, seek }: { readonly format: StillFormat; readonly seek: boolean },
): string[] {
  const places = work.stills.map((still, place) => {
    const { at } = still;
    const way = at !== undefined && seek ? reach(input, work.clock, { from: at }) : readWhole(input);
    return { still, place, format, way };
  });
  return [
    ...quietly,
    '-y',
    '-copyts',
    ...places.flatMap(inputOf),
    ...['-filter_complex', places.map((place) => chainOf(work, place)).join(';')],
    ...places.flatMap(({ still, place }) => [
      ...still.widths.flatMap((width) => [
        ...oneOf(`[still${place}w${width}]`),
        ...format.encoder,
        ...reproducibly,
        `file:${join(work.folder, stillFile(still, width, format))}`,
      ]),
      ...oneOf(`[hash${place}]`),
      ...['-f', 'rawvideo', `file:${join(work.folder, hashFile(still))}`],
    ]),
  ];
}

interface Place {
  readonly still: StillWork;
  /** Of its input among the inputs. */
  readonly place: number;
  readonly format: StillFormat;
  readonly way: Reached;
}

function inputOf({ still, way }: Place): string[] {
  if (still.at === undefined) return inputArguments(way.input, oneThread, pictureFormats);
  return inputArguments(way.input, [...seekingOf(way), ...oneThread]);
}

function chainOf(work: StillsWork, { still, place, format, way }: Place): string {
  const { at, crop, widths } = still;
  const pick = at === undefined ? 'trim=end_frame=1' : `select='gte(t,${(at - slack).toFixed(6)})',trim=end_frame=1`;
  const clock = at === undefined ? [] : pictureClock(work.clock, way.stretch);
  const cut = `crop=${crop.width}:${crop.height}:${crop.x}:${crop.y}:exact=1`;
  const labels = widths.map((width) => `[cut${place}w${width}]`).join('');
  const sizes = widths.map((width) => {
    const shaped = [`scale=${width}:${stillHeight(still, width)}:${scaling}`, format.pixels, 'setsar=1'];
    return `[cut${place}w${width}]${shaped.join(',')}[still${place}w${width}]`;
  });
  const small = hashSize(still);
  const hash = [`scale=${small.width}:${small.height}:${scaling}`, ...rgbFilters('rgba')].join(',');
  return [
    `[${place}:${work.stream}]${[...clock, pick, ...lookFilters(work, still), cut].join(',')},split=${widths.length + 1}${labels}[small${place}]`,
    ...sizes,
    `[small${place}]${hash}[hash${place}]`,
  ].join(';');
}

function oneOf(label: string): string[] {
  return ['-map', label, '-frames:v', '1', '-fps_mode', 'passthrough'];
}
