import { type Inspection, makePlan, type Plan, type PlanSettings } from '../../../media/index.ts';

/** A plan as it is stored: it alone decides every byte. */
export type FilmPlan = Plan;

/** Pure: the same inspection and settings make the same plan. Errors: `media.*` where the film cannot be planned. */
export function planFilm(
  source: string,
  { inspection, settings }: { readonly inspection: Inspection; readonly settings: PlanSettings },
): FilmPlan {
  return makePlan(source, inspection, settings);
}
