import type { SoundPoint } from '../../../media/index.ts';

/** Tells streams apart in what a sound prints: samples in thousands, and the stream's index. */
export const soundStep = 1000;

/** Added to a time, seconds, so that none is below zero. */
const epoch = 1_000_000;

/**
 * Prints, of a sound, how many samples came before and where it is: at its beginning, about every second, wherever its
 * times take a step, and at its end, for which a sample is added.
 */
export function soundGraph(index: number): string {
  const step = 'gt(n,0)*gt(abs(t-ld(1)),0.012)';
  const due = `eq(n,0)+gte(t,ld(0))+${step}+eq(samples_n,1)`;
  // Before a step, also where the sound would have gone on: below zero, which no number of samples is.
  const expected = `if(${step},print(-(round((ld(1)+${epoch})*1000000)*${soundStep}+${index}),24))`;
  const tell = `${expected};print(ld(2)*${soundStep}+${index},24);st(0,t+1)`;
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
  const expected = new Map<number, number>();
  return {
    printed(value) {
      const told = Math.floor(Math.abs(value) / soundStep);
      const index = Math.round(Math.abs(value) - told * soundStep);
      if (value < 0) expected.set(index, told / 1e6 - epoch);
      else counted.set(index, told);
    },
    shown(index, text) {
      const [, n, pts, rate] = /^n:(\d+) pts:(-?\d+) .*\brate:(\d+)/.exec(text) ?? [];
      if (pts === undefined) return;
      const own = points.get(index) ?? [];
      points.set(index, own);
      const goesOn = expected.get(index);
      expected.delete(index);
      own.push({
        at: Number(pts) / 1e6,
        samples: counted.get(index) ?? 0,
        rate: Number(rate),
        ...(goesOn === undefined ? {} : { expected: goesOn }),
        ...(n === '0' && own.length > 0 ? { begins: true } : {}),
      });
    },
    points: () => points,
  };
}
