import type { Treatment } from '../../../media/index.ts';
import type { Look } from '../index.ts';
import { fieldFilters, scaling, shapeFilters } from './treatment-filters.ts';

/** Pictures as rungs show them, upright and of ordinary colours, brought to a size. */
export function lookFilters(
  { treatment }: Look,
  { width, height }: { readonly width: number; readonly height: number },
): readonly string[] {
  if (treatment === undefined) return [`scale=${width}:${height}:${scaling}`, 'setsar=1'];
  // One picture alone has no other to find its fields in.
  const alone: Treatment = treatment.fields === 'telecined' ? { ...treatment, fields: 'interlaced' } : treatment;
  return [...fieldFilters(alone), ...shapeFilters(alone, { width, height }), 'setsar=1'];
}

/** Full-range RGB, for measuring. */
export function rgbFilters(format: 'rgb24' | 'rgba'): string[] {
  return [`scale=${scaling}:out_range=pc`, `format=${format}`];
}
