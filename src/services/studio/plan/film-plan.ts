import { type Inspection, makePlan, type Plan, type PlanSettings } from '../../../media/index.ts';

/** A plan, with what the encoder must know of the source's pictures. As it is stored: it alone decides every byte. */
export interface FilmPlan extends Plan {
  readonly color: { readonly primaries: string; readonly transfer: string; readonly matrix: string };
  readonly deinterlace: boolean;
}

const interlaced = ['tt', 'bb', 'tb', 'bt'];

export function isInterlaced(fieldOrder: string): boolean {
  return interlaced.includes(fieldOrder);
}

/** Pure: the same inspection and settings make the same plan. Errors: `media.*` where the film cannot be planned. */
export function planFilm(
  source: string,
  { inspection, settings }: { readonly inspection: Inspection; readonly settings: PlanSettings },
): FilmPlan {
  const plan = makePlan(source, inspection, settings);
  const video = inspection.video.find(({ index }) => index === plan.stream);
  const { primaries = 'unknown', transfer = 'unknown', matrix = 'unknown' } = video?.color ?? {};
  return { ...plan, color: { primaries, transfer, matrix }, deinterlace: isInterlaced(video?.fieldOrder ?? '') };
}
