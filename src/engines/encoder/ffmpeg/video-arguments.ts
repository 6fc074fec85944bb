import type { MediaInput, VideoRung, VideoWork } from '../index.ts';
import { pictureClock } from './clock-filters.ts';
import { inputArguments, quietly, reproducibly } from './program.ts';
import { type Reached, reach, readWhole } from './reach.ts';
import { fieldFilters, scaling, shapeFilters } from './treatment-filters.ts';

/**
 * Where pictures of this work begin: half a picture before the first. Seeking to the exact time shifts chunks by a
 * picture wherever rounding falls the wrong way. Undefined for the film's first picture, which needs no seeking.
 */
export function threshold(work: Pick<VideoWork, 'firstTime' | 'previousTime'>): number | undefined {
  return work.previousTime === undefined ? undefined : (work.previousTime + work.firstTime) / 2;
}

/** One ffmpeg that decodes `count` pictures once and encodes them for every rung. */
export function videoArguments(
  input: MediaInput,
  work: VideoWork,
  { seek }: { readonly seek: number | undefined },
): string[] {
  const way = wayTo(input, work, { seek });
  const rungs = [...work.rungs].sort((a, b) => b.width * b.height - a.width * a.height);
  return [
    ...quietly,
    '-y',
    '-copyts',
    ...filteringAlone,
    ...['-progress', 'pipe:1', '-stats_period', '0.5'],
    ...inputArguments(way.input, [...seekingOf(way), ...decoding(work), '-noautorotate', '-reinit_filter', '0']),
    ...['-filter_complex', filterGraph(work, rungs, { input: 0, stretch: way.stretch })],
    ...rungs.flatMap((rung, index) => outputArguments(work, { rung, label: `rung${index}` })),
  ];
}

/** How the source is read for the pictures of a work: `seek` seconds before them, or from its start. */
export function wayTo(
  input: MediaInput,
  work: Pick<ShapedWork, 'clock' | 'firstTime' | 'previousTime' | 'count' | 'step' | 'frameRate'>,
  { seek }: { readonly seek: number | undefined },
): Reached {
  const from = threshold(work);
  if (from === undefined || seek === undefined) return readWhole(input);
  const { num, den } = work.frameRate;
  return reach(input, work.clock, { from, early: seek, until: from + ((work.count + 1) * den) / num });
}

export function seekingOf({ seek }: Reached): string[] {
  return seek !== undefined && seek > 0 ? seekArguments(seek) : [];
}

/** Pixels of a picture up to which one thread decodes faster than one thread encodes a ladder of it: a bit over 1080p. */
const soonDecoded = 2_500_000;

/**
 * Several jobs fill a machine: threads within one only wait for each other, which costs a fifth of the decoding. What
 * is larger is decoded by as many as there are, or its first look would wait for its decoder.
 */
export function decoding({ decodeThreads, treatment }: Pick<VideoWork, 'decodeThreads' | 'treatment'>): string[] {
  const { width, height } = treatment.size;
  const threads = decodeThreads ?? (width * height <= soonDecoded ? 1 : undefined);
  return threads === undefined ? [] : ['-threads', String(threads)];
}

/** The same for filters. */
export const filteringAlone = ['-filter_complex_threads', '1'];

/** Seeks to the key picture before; the filter picks exactly. `-seek_timestamp`: times are the source's own. */
export function seekArguments(from: number): string[] {
  return ['-noaccurate_seek', '-seek_timestamp', '1', '-ss', from.toFixed(6)];
}

/** What the filters need to know of a chunk and of the rungs that it is brought to. */
export type ShapedWork = Omit<VideoWork, 'keyframes' | 'rungs' | 'preset' | 'threads'>;
type Shape = Pick<VideoRung, 'width' | 'height'>;

/**
 * Brings the pictures of an input, which is read from a stretch of the clock on, to every rung's shape: `[rung0]` is the
 * first of `rungs`, the largest.
 */
export function filterGraph(
  work: ShapedWork,
  rungs: readonly Shape[],
  { input, stretch }: { readonly input: number; readonly stretch: number },
): string {
  const { num, den } = work.frameRate;
  const clock = pictureClock(work.clock, stretch);
  const steps = [...fieldFilters(work.treatment), ...clock, ...pickFilters(work), `settb=${den}/${num}`, 'setpts=N'];
  let source = `[${input}:${work.stream}]${steps.join(',')},`;
  const chains = rungs.map((rung, index) => {
    const shape =
      index === 0 ? shapeFilters(work.treatment, rung) : [`scale=${rung.width}:${rung.height}:out_range=tv:${scaling}`];
    const shaped = [...shape, 'format=yuv420p', 'setsar=1'].join(',');
    const isLast = index === rungs.length - 1;
    const chain = `${source}${shaped}${isLast ? '' : `,split[rung${index}][next${index}]`}`;
    // Each rung is made from the next larger one: nearly as good as from the source, and cheaper.
    source = `[next${index}]`;
    return isLast ? `${chain}[rung${index}]` : chain;
  });
  return chains.join(';');
}

/**
 * Takes pictures from the threshold on, each later than the one before, and just as many as asked; prints the first
 * one's time, so that it can be checked.
 */
function pickFilters(work: ShapedWork): string[] {
  const from = threshold(work);
  const ascending = 'if(isnan(prev_selected_pts),1,gt(pts,prev_selected_pts))';
  const select = from === undefined ? ascending : `gte(t,${from})*${ascending}`;
  const step = work.step ?? 1;
  const every = step > 1 ? [`select='not(mod(n,${step}))'`] : [];
  return [`select='${select}'`, ...every, `trim=end_frame=${work.count}`, `setpts='PTS+0*if(eq(N,0),print(T,24),0)'`];
}

function outputArguments(
  work: VideoWork,
  { rung, label }: { readonly rung: VideoRung; readonly label: string },
): string[] {
  const { num, den } = work.frameRate;
  const x264 = [
    'keyint=infinite',
    'min-keyint=1',
    'scenecut=0',
    'open-gop=0',
    // Keeps quality settings out of what all chunks share: one init section fits every chunk.
    'stitchable=1',
    'sliced-threads=0',
    `fps=${num}/${den}`,
  ];
  return [
    ...['-map', `[${label}]`, '-frames:v', String(work.count)],
    ...['-fps_mode', 'passthrough', '-enc_time_base', `${den}:${num}`],
    ...['-c:v', 'libx264', '-preset', work.preset, '-profile:v', rung.profile, '-level:v', rung.level],
    ...['-crf', String(rung.crf), '-maxrate', String(rung.maxRate), '-bufsize', String(rung.bufferSize)],
    ...['-threads', String(work.threads), '-x264-params', x264.join(':')],
    ...['-force_key_frames', keyframeTimes(work), '-forced-idr', '1'],
    ...['-flags:v', '+bitexact+cgop'],
    ...reproducibly,
    ...['-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4', `file:${rung.output}`],
  ];
}

/**
 * A list of times, because an expression of thousands of offsets is more than ffmpeg's parser takes. Each is a
 * quarter of a picture early: some versions round times to pictures, others take the first picture not before.
 */
function keyframeTimes(work: VideoWork): string {
  const { num, den } = work.frameRate;
  return work.keyframes
    .map((offset) => (Math.max(0, offset - 0.25) * den) / num)
    .map((time) => time.toFixed(6))
    .join();
}
