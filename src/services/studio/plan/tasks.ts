import type { JobTask, VideoTask } from '../../../contracts/index.ts';
import { durationSeconds, type PlannedRung, pictureTimes, sourceSeconds } from '../../../media/index.ts';
import type { JobPart } from '../tables.ts';
import type { FilmPlan } from './film-plan.ts';

export interface PlannedTask {
  readonly part: JobPart;
  /** For video the chunk's number. */
  readonly sequence: number;
  readonly task: JobTask;
}

/** All jobs that carry a plan out: sound, text, the first look chunk by chunk, then the other rungs, all in one job a chunk. */
export function tasksOf(plan: FilmPlan): readonly PlannedTask[] {
  const first = plan.rungs.filter(({ name }) => name === plan.firstLook);
  const others = plan.rungs.filter(({ name }) => name !== plan.firstLook);
  return [
    ...soundTasks(plan),
    ...textTasks(plan),
    ...videoTasks(plan, { part: 'first-look', rungs: first }),
    ...(others.length === 0 ? [] : videoTasks(plan, { part: 'ladder', rungs: others })),
  ];
}

function soundTasks(plan: FilmPlan): readonly PlannedTask[] {
  const start = sourceSeconds(plan, 0);
  const duration = durationSeconds(plan);
  return plan.audio.map(({ stream, name, channels, sampleRate, bitRate }, sequence) => ({
    part: 'audio',
    sequence,
    task: { kind: 'audio', stream, name, start, duration, channels, sampleRate, bitRate },
  }));
}

function textTasks(plan: FilmPlan): readonly PlannedTask[] {
  const start = sourceSeconds(plan, 0);
  return plan.text.map(({ stream, name }, sequence) => ({
    part: 'text',
    sequence,
    task: { kind: 'text', stream, name, start },
  }));
}

function videoTasks(
  plan: FilmPlan,
  { part, rungs }: { readonly part: JobPart; readonly rungs: readonly PlannedRung[] },
): readonly PlannedTask[] {
  const times = pictureTimes(plan);
  const secondsOf = (picture: number) => sourceSeconds(plan, times[picture] ?? 0);
  const { preset, threads } = plan.settings;
  return plan.chunks.map(({ first, count }, sequence) => {
    const inside = plan.segments.filter((picture) => picture >= first && picture < first + count);
    const task: VideoTask = {
      kind: 'video',
      stream: plan.stream,
      first,
      count,
      firstTime: secondsOf(first),
      ...(first > 0 ? { previousTime: secondsOf(first - 1) } : {}),
      keyframes: inside.map((picture) => picture - first),
      frameRate: plan.frameRate,
      rungs: rungs.map((rung) => ({ ...rung })),
      preset,
      threads,
      treatment: plan.treatment,
    };
    return { part, sequence, task };
  });
}
