import type { EncodeSettings, StudioTitle } from '../../../../contracts/studio/index.ts';
import { tallest } from '../library/list.ts';

/** Short sides that ladders are made of, tallest first. */
const usualSides = [2160, 1440, 1080, 720, 540, 480, 360, 240] as const;

/**
 * Sizes that can be chosen for a film, tallest first: none that is larger than the film, which would add nothing. The
 * first is the film's own, which every ladder has.
 */
export function sidesFor(title: StudioTitle, before: readonly number[]): readonly number[] {
  const own = tallest(title);
  const others = [...usualSides, ...before].filter((side) => side < own);
  return [own, ...new Set(others)].sort((a, b) => b - a);
}

/** What to ask of the studio; undefined where the version that plays was made just so. */
export function settingsAnew(
  title: StudioTitle,
  before: EncodeSettings,
  wanted: EncodeSettings,
): EncodeSettings | undefined {
  const own = tallest(title);
  const made = (sides: readonly number[]) => [...new Set([own, ...sides.filter((side) => side < own)])].sort().join();
  const isSame =
    wanted.preset === before.preset && wanted.crf === before.crf && made(wanted.shortSides) === made(before.shortSides);
  // What was stopped or failed is taken up again by asking for the same.
  if (isSame && title.state === 'ready') return undefined;
  if (isSame) return before;
  // Sizes beyond the film stay as they were: they make no difference.
  const beyond = before.shortSides.filter((side) => side > own);
  const shortSides = [...new Set([...wanted.shortSides, own, ...beyond])].sort((a, b) => a - b);
  return { ...wanted, shortSides };
}
