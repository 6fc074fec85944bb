import type { StudioDeps } from '../deps.ts';
import type { FilmPlan } from './film-plan.ts';

/** A stored plan. Errors: `objects.not-found`. */
export async function readPlan(studio: Pick<StudioDeps, 'objects'>, key: string): Promise<FilmPlan> {
  return JSON.parse(new TextDecoder().decode(await studio.objects.read(key))) as FilmPlan;
}
