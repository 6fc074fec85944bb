import type { Looks, VideoStream } from '../../../media/index.ts';
import { barCollector } from './bars.ts';
import { sampling } from './decode-arguments.ts';
import { type Moment, momentSeconds } from './moment.ts';

const mostSizes = 20;

export interface LooksCollector {
  /** A picture comes after the one of that moment. */
  picture(after: Moment | null): void;
  /** What a filter found in a sampled picture. */
  sample(filter: string, text: string): void;
  /** ffmpeg says that the next picture has another size than the first. */
  otherSize(text: string): void;
  /** `shifts`: of each line between jumps. */
  looks(shifts: readonly number[]): Looks;
}

type Kind = 'tff' | 'bff' | 'progressive' | 'undetermined';

/** Counts what samples show. */
export function looksCollector({ width, height }: Pick<VideoStream, 'width' | 'height'>): LooksCollector {
  const kinds: Record<Kind, number> = { tff: 0, bff: 0, progressive: 0, undetermined: 0 };
  const repeats = { top: 0, bottom: 0 };
  const bars = barCollector({ width, height });
  const sizes: { after: Moment; width: number; height: number }[] = [];
  let isNeighboured = false;
  let newest = { width, height };
  let coming = { width, height };

  function fields(text: string): void {
    const frame = /^frame:(\d+)/.exec(text);
    if (frame !== null) isNeighboured = hasNeighbours(Number(frame[1]));
    if (!isNeighboured) return;
    const [, found = '', value = ''] = /^lavfi\.idet\.(single|repeated)\.current_frame=(\w+)/.exec(text) ?? [];
    if (found === 'single' && value in kinds) kinds[value as Kind] += 1;
    if (found === 'repeated' && (value === 'top' || value === 'bottom')) repeats[value] += 1;
  }

  return {
    picture(after) {
      if ((coming.width !== newest.width || coming.height !== newest.height) && sizes.length < mostSizes) {
        sizes.push({ after: after ?? { seconds: 0, line: 0 }, ...coming });
      }
      newest = coming;
      coming = { width, height };
    },
    sample(filter, text) {
      if (filter === 'cropdetect@bars') bars.push(text);
      else fields(text);
    },
    otherSize(text) {
      const size = /incoming frame - w: (\d+) h: (\d+)/.exec(text);
      if (size !== null) coming = { width: Number(size[1]), height: Number(size[2]) };
    },
    looks: (shifts) => ({
      fields: {
        topFirst: kinds.tff,
        bottomFirst: kinds.bff,
        progressive: kinds.progressive,
        undecided: kinds.undetermined,
        repeatedTop: repeats.top,
        repeatedBottom: repeats.bottom,
      },
      bars: bars.samples(),
      sizes: sizes.map(({ after, ...size }) => ({ at: momentSeconds(after, shifts), ...size })),
    }),
  };
}

/** Fields are judged by the pictures before and after, which the first and last of a window do not have. */
function hasNeighbours(sample: number): boolean {
  if (sample < sampling.lead) return sample > 0;
  const place = (sample - sampling.lead) % sampling.window;
  return place > 0 && place < sampling.window - 1;
}
