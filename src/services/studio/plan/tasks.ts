import type { JobTask, VideoTask } from '../../../contracts/index.ts';
import {
  durationSeconds,
  type PlannedRung,
  pictureTimes,
  placesToScout,
  type Size,
  sourceSeconds,
} from '../../../media/index.ts';
import type { JobPart } from '../tables.ts';
import type { FilmPlan } from './film-plan.ts';

export interface PlannedTask {
  readonly part: JobPart;
  /** For video the chunk's number. */
  readonly sequence: number;
  readonly task: JobTask;
}

/**
 * The jobs that a plan begins with: how loud the sound is, text, the first look chunk by chunk, a look for stills,
 * then the other rungs, all in one job a chunk. `tasksAfter` has what stands on the outcome of these.
 */
export function tasksOf(plan: FilmPlan): readonly PlannedTask[] {
  const first = plan.rungs.filter(({ name }) => name === plan.firstLook);
  const others = plan.rungs.filter(({ name }) => name !== plan.firstLook);
  return [
    ...listenTasks(plan),
    ...textTasks(plan),
    ...videoTasks(plan, { part: 'first-look', rungs: first }),
    ...scoutTasks(plan),
    ...captionTasks(plan),
    ...(others.length === 0 ? [] : videoTasks(plan, { part: 'ladder', rungs: others })),
  ];
}

function listenTasks(plan: FilmPlan): readonly PlannedTask[] {
  if (plan.audio.length === 0) return [];
  const tracks = plan.audio.map(({ stream, name, channels }) => ({ stream, name, channels, ...spanOf(plan) }));
  return [{ part: 'listen', sequence: 0, task: { kind: 'listen', tracks } }];
}

/** Pages are beautiful early, but not before some of the film can be watched. */
const chunksBeforeScout = 3;
/** Long side of a picture that is looked at. */
const scoutSide = 320;

function scoutTasks(plan: FilmPlan): readonly PlannedTask[] {
  const start = sourceSeconds(plan, 0);
  const times = placesToScout(plan).map((seconds) => start + seconds);
  const size = fitted(wholePicture(plan), scoutSide);
  return [{ part: 'scout', sequence: chunksBeforeScout, task: { kind: 'scout', ...lookOf(plan), times, ...size } }];
}

/** The film's start and length on the source's own timeline, seconds. */
export function spanOf(plan: FilmPlan): { readonly start: number; readonly duration: number } {
  return { start: sourceSeconds(plan, 0), duration: durationSeconds(plan) };
}

/** What encoders do with the source's pictures before they bring them to a size. */
export function lookOf(plan: FilmPlan) {
  return { ...streamOf(plan, plan.stream), treatment: plan.treatment };
}

/** A stream, and how its times become the film's where they are not. */
export function streamOf({ clock }: FilmPlan, stream: number) {
  const own = clock?.find((one) => one.stream === stream);
  return { stream, ...(own === undefined ? {} : { clock: [...own.stretches] }) };
}

/** Words say nothing of when recordings were joined: they go by the pictures. */
function clockOfWords(plan: FilmPlan) {
  const { stream: _, ...clock } = streamOf(plan, plan.stream);
  return clock;
}

/** The size of the film's pictures, upright. */
export function wholePicture(plan: FilmPlan): Size {
  const { width = 2, height = 2 } = plan.rungs.at(-1) ?? {};
  return { width, height };
}

/** No larger than a long side; even. */
export function fitted({ width, height }: Size, side: number): Size {
  const share = Math.min(1, side / Math.max(width, height));
  const even = (length: number) => Math.max(4, Math.round((length * share) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** All texts in one job, which reads the source once. */
function textTasks(plan: FilmPlan): readonly PlannedTask[] {
  const words = plan.text.filter(({ isInPictures = false }) => !isInPictures);
  const tracks = [
    ...words.map(({ name, stream, language, readAs }) => ({
      ...{ name, stream, language },
      ...(readAs === undefined ? {} : { readAs }),
    })),
    ...plan.pictureTexts.map(({ name, stream }) => ({ name, stream, asItIs: true })),
  ];
  if (tracks.length === 0) return [];
  const start = sourceSeconds(plan, 0);
  return [{ part: 'text', sequence: 0, task: { kind: 'texts', ...clockOfWords(plan), start, tracks } }];
}

/** All pictures must be decoded for these, so nobody waits for them to watch the film. */
function captionTasks(plan: FilmPlan): readonly PlannedTask[] {
  const start = sourceSeconds(plan, 0);
  return plan.text
    .filter(({ isInPictures = false }) => isInPictures)
    .map(({ name, stream }, sequence) => ({
      part: 'captions',
      sequence,
      task: { kind: 'captions', name, ...streamOf(plan, stream), start },
    }));
}

function videoTasks(
  plan: FilmPlan,
  { part, rungs }: { readonly part: JobPart; readonly rungs: readonly PlannedRung[] },
): readonly PlannedTask[] {
  const { step, durations } = plan.thinned ?? { step: 1, durations: plan.durations };
  // Of all pictures that decode: an encoder must know of the one before a chunk, whether it is taken or not.
  const times = pictureTimes({ durations });
  const secondsOf = (picture: number) => sourceSeconds(plan, picture === 0 ? (plan.lead ?? 0) : (times[picture] ?? 0));
  const { preset, threads } = plan.settings;
  const keyed = keyPictures(plan);
  return plan.chunks.map(({ first, count }, sequence) => {
    const inside = keyed.filter((picture) => picture >= first && picture < first + count);
    const task: VideoTask = {
      kind: 'video',
      ...streamOf(plan, plan.stream),
      first,
      count,
      firstTime: secondsOf(first * step),
      ...(first > 0 ? { previousTime: secondsOf(first * step - 1) } : {}),
      ...(step > 1 ? { step } : {}),
      keyframes: inside.map((picture) => picture - first),
      frameRate: plan.frameRate,
      rungs: rungs.map(({ families: _, ...rung }) => rung),
      preset,
      threads,
      ...(plan.decodeThreads === undefined ? {} : { decodeThreads: plan.decodeThreads }),
      treatment: plan.treatment,
    };
    return { part, sequence, task };
  });
}

/** A picture that ends a segment and stays for so long, seconds, is a key picture. */
const longStay = 0.2;

/**
 * Where segments begin, and long pictures that end them. A sample lasts from when it is decoded to when the next one is:
 * only what is decoded last, which a key picture is, lasts until its segment's end, and browsers take the end of the
 * film's last sample for the film's.
 */
function keyPictures(plan: FilmPlan): readonly number[] {
  const times = pictureTimes(plan);
  const secondsAt = (picture: number) => sourceSeconds(plan, times[picture] ?? 0);
  const count = times.length - 1;
  const ends = plan.segments.map((_, index) => plan.segments[index + 1] ?? count);
  const staying = ends.map((end) => end - 1).filter((last) => secondsAt(last + 1) - secondsAt(last) > longStay);
  return [...new Set([...plan.segments, ...staying])].sort((a, b) => a - b);
}
