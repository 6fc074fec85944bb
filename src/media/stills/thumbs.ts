import type { Size } from '../plan/ladder.ts';
import type { Plan } from '../plan/plan.ts';
import { durationSeconds } from '../plan/timeline.ts';

/** How the small pictures for seeking lie on their sheets. */
export interface ThumbnailGrid {
  /** Of one small picture. */
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  /** Seconds from one to the next; the first shows the film's start. */
  readonly interval: number;
  readonly count: number;
}

/** Long side of a small picture. */
const side = 224;
const columns = 5;
const rows = 5;
/** A sheet is fetched once a minute of film; a short film has one sheet that is full. */
const sheetSeconds = 60;
const shortestInterval = 0.2;

/** Thumbnails of a rung. Small pictures have its shape and are never larger. */
export function thumbnailGrid(plan: Pick<Plan, 'durations' | 'timeBase'>, rung: Size): ThumbnailGrid {
  const duration = durationSeconds(plan);
  const wished = Math.min(sheetSeconds, duration) / (columns * rows);
  const interval = Math.ceil(Math.max(shortestInterval, wished) * 1000) / 1000;
  const share = Math.min(1, side / Math.max(rung.width, rung.height));
  return {
    width: even(rung.width * share),
    height: even(rung.height * share),
    columns,
    rows,
    interval,
    count: Math.max(1, Math.ceil(duration / interval - 1e-6)),
  };
}

function even(value: number): number {
  return Math.max(2, Math.round(value / 2) * 2);
}
