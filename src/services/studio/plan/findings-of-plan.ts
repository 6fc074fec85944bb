import type { Finding } from '../../../contracts/index.ts';
import { toNumber } from '../../../kit/index.ts';
import type { FilmPlan } from './film-plan.ts';

/** What a plan does with a film that its owner should know of. */
export function findingsOfPlan({ thinned, frameRate }: FilmPlan): readonly Finding[] {
  if (thinned === undefined) return [];
  const { step } = thinned;
  const which = step === 2 ? 'every second one' : `one in ${step}`;
  const rate = Math.round(toNumber(frameRate) * step);
  const sentence = `It has ${rate} pictures a second, more than screens show; ${which} is kept.`;
  return [{ code: 'high-frame-rate', severity: 'repaired', sentence }];
}
