import type { Pictures } from '../../../media/index.ts';
import type { VideoWork } from '../index.ts';

/** Seconds at which each picture is presented on the source's own timeline. */
export function pictureSeconds(pictures: Pictures): number[] {
  const { num, den } = pictures.timeBase;
  const times: number[] = [];
  let ticks = pictures.start;
  for (const [duration, count] of pictures.durations) {
    for (let picture = 0; picture < count; picture += 1) {
      times.push((ticks * num) / den);
      ticks += duration;
    }
  }
  return times;
}

/** Cuts a film into chunks that begin at the given pictures: what each work says of when and how many. */
export function chunksOf(
  pictures: Pictures,
  seams: readonly number[],
): Pick<VideoWork, 'stream' | 'count' | 'firstTime' | 'previousTime'>[] {
  const times = pictureSeconds(pictures);
  return [0, ...seams].map((first, chunk) => {
    const previousTime = times[first - 1];
    return {
      stream: pictures.stream,
      count: (seams[chunk] ?? times.length) - first,
      firstTime: times[first] ?? Number.NaN,
      ...(previousTime === undefined ? {} : { previousTime }),
    };
  });
}
