import type { AudioStream, VideoStream } from '../../../media/index.ts';
import type { MediaInput } from '../index.ts';
import { inputArguments, oneThread, patiently } from './program.ts';
import { soundGraph } from './sounds.ts';

/** Share of a shot detector's full scale by which a picture must differ to begin a shot. */
const shotThreshold = 10;

/** Longer side, in pixels, of what is compared to find shots. */
const shotSide = 320;

/**
 * Pictures that are looked at closely, whole and at their full size: the first ones, then windows of neighbours. The
 * period is a prime, so that no rhythm of a film hides between windows.
 */
export const sampling = { lead: 99, period: 61, window: 8 } as const;

/** Brighter than this, of 1, is not black: the mean of a row or column, so that a short subtitle in a bar counts. */
const blackLimit = 0.07;

/** Combed by more than this ratio; ffmpeg's own 1.04 takes fine patterns that move for fields. */
const combedRatio = 1.2;

/** Of one picture: 8192x8192. */
const mostPixels = 2 ** 26;

/**
 * One ffmpeg that decodes every picture and every sound once. Of each picture it prints its own time and whether it
 * begins a shot; of samples also fields and black edges; of each sound where its times are. No
 * picture is added, left out or moved: times stay the source's own. All is printed to one stream, in its true order
 * with what the decoders complain of.
 */
export function decodeArguments(
  input: MediaInput,
  {
    video,
    sounds,
    isCareful,
  }: { readonly video: VideoStream; readonly sounds: readonly AudioStream[]; readonly isCareful: boolean },
): string[] {
  // A sound may change its channels in the middle; the pictures' filters cope with what changes as they are.
  const words = ['-noautorotate', '-reinit_filter:v', '0', '-max_pixels', String(mostPixels)];
  return [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'repeat+level+info'],
    '-copyts',
    // A damaged header may name a picture of gigabytes.
    ...inputArguments(input, [...patiently, ...words, ...(isCareful ? oneThread : [])]),
    ...['-filter_complex', pictureGraph(video)],
    ...sounds.flatMap(({ index }) => ['-filter_complex', soundGraph(index)]),
    ...['-map', '[pictures]', '-fps_mode', 'passthrough', '-f', 'null', '-'],
    ...sounds.flatMap(({ index }) => ['-map', `[sound${index}]`, '-f', 'null', '-']),
  ];
}

function pictureGraph({ index, width, height, timeBase }: VideoStream): string {
  const { lead, period, window } = sampling;
  const shrink = Math.min(1, shotSide / Math.max(width, height));
  const [w, h] = [width, height].map((side) => Math.max(2, Math.round((side * shrink) / 2) * 2));
  const all = [
    `scale=${w}:${h}:flags=fast_bilinear`,
    'format=yuv420p',
    `scdet=t=${shotThreshold}`,
    `settb=${timeBase.num}/${timeBase.den}`,
    print('picture', 'lavfi.scd.mafd'),
    print('cut', 'lavfi.scd.time'),
  ];
  const some = [
    `select='lt(n,${lead})+lt(mod(n,${period}),${window})'`,
    // Says what pictures carry beside themselves, captions among it.
    'showinfo@carried=checksum=0',
    `scale=${width}:${height}:in_range=tv:out_range=tv:flags=fast_bilinear`,
    'format=yuv420p',
    `cropdetect@bars=limit=${blackLimit}:round=2:reset=1:skip=0`,
    `idet=intl_thres=${combedRatio}`,
    print('fields', 'lavfi.idet.single.current_frame'),
    print('repeat', 'lavfi.idet.repeated.current_frame'),
    'nullsink',
  ];
  return `[0:${index}]split[all][some];[all]${all.join(',')}[pictures];[some]${some.join(',')}`;
}

function print(name: string, key: string): string {
  return `metadata@${name}=mode=print:key=${key}`;
}
