import { type Rational, toNumber } from '../../kit/index.ts';

/** Wider or narrower pixels than these are mistakes of whoever wrote the file. */
const widest = 5;

/** Width of a pixel over its height, as far as it can be believed: 1 where it cannot. */
export function pixelAspect({ sampleAspect }: { readonly sampleAspect: Rational }): number {
  const aspect = toNumber(sampleAspect);
  return aspect >= 1 / widest && aspect <= widest ? aspect : 1;
}
