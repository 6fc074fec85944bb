import type { SoundPoint } from '../../../media/index.ts';

/** Tells streams apart in what a sound prints: samples in thousands, and the stream's index. */
export const soundStep = 1000;

/**
 * Prints, of a sound, how many samples came before and where it is: at its beginning, about every second, wherever its
 * times take a step, and at its end, for which a sample is added.
 */
export function soundGraph(index: number): string {
  const due = 'eq(n,0)+gte(t,ld(0))+gt(abs(t-ld(1)),0.012)+eq(samples_n,1)';
  const tell = `print(ld(2)*${soundStep}+${index},24);st(0,t+1)`;
  // What is selected is told by the filter that follows.
  const expression = `st(2,if(eq(n,0),0,ld(2)));st(3,gt(${due},0));if(ld(3),${tell});st(1,t+samples_n/sample_rate);st(2,ld(2)+samples_n);ld(3)`;
  const told = ['apad=pad_len=1', `aselect='${expression}'`, 'asettb=1/1000000', `ashowinfo@sound${index}`];
  return `[0:${index}]${[...told, 'aformat=sample_fmts=s16:sample_rates=8000:channel_layouts=mono', 'asetpts=N'].join(',')}[sound${index}]`;
}

export interface SoundCollector {
  /** A bare number that ffmpeg printed. */
  printed(value: number): void;
  /** What `ashowinfo` says of stream `index`. */
  shown(index: number, text: string): void;
  /** By stream index. */
  points(): ReadonlyMap<number, readonly SoundPoint[]>;
}

export function soundCollector(): SoundCollector {
  const points = new Map<number, SoundPoint[]>();
  const counted = new Map<number, number>();
  return {
    printed(value) {
      const samples = Math.floor(value / soundStep);
      counted.set(Math.round(value - samples * soundStep), samples);
    },
    shown(index, text) {
      const [, n, pts, rate] = /^n:(\d+) pts:(-?\d+) .*\brate:(\d+)/.exec(text) ?? [];
      if (pts === undefined) return;
      const own = points.get(index) ?? [];
      points.set(index, own);
      own.push({
        at: Number(pts) / 1e6,
        samples: counted.get(index) ?? 0,
        rate: Number(rate),
        ...(n === '0' && own.length > 0 ? { begins: true } : {}),
      });
    },
    points: () => points,
  };
}
