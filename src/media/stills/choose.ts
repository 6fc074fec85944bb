import type { Size } from '../plan/ladder.ts';
import type { PictureMeasure } from './measure.ts';

/** A picture that was looked at. `at`: seconds from the film's start. */
export interface Sighting extends PictureMeasure {
  readonly at: number;
}

export interface Chosen {
  readonly poster: number;
  readonly backdrop: number;
}

/** Below this nothing that was seen is fit to stand for the film. */
const poor = 0.05;
/** A poster may be so much less good than the backdrop, so that they are not the same picture. */
const leeway = 0.75;
/** Where a film whose pictures all look poor is looked at. */
const otherwise = 0.35;

/** Chooses places for poster and backdrop: bright, sharp, colourful, not near the end. */
export function chooseStills(sightings: readonly Sighting[], durationSeconds: number): Chosen {
  const scored = sightings
    .map((sighting) => ({ sighting, score: scoreOf(sighting, durationSeconds) }))
    .sort((a, b) => b.score - a.score || a.sighting.at - b.sighting.at);
  const [best] = scored;
  if (best === undefined || best.score < poor) {
    const at = best === undefined || best.sighting.brightness < 0.1 ? durationSeconds * otherwise : best.sighting.at;
    return { poster: at, backdrop: at };
  }
  const others = scored.slice(1).filter(({ score }) => score >= best.score * leeway);
  const poster = (others.length > 0 ? others : [best]).reduce((first, second) =>
    gathered(second.sighting) > gathered(first.sighting) ? second : first,
  );
  return { poster: poster.sighting.at, backdrop: best.sighting.at };
}

/** 0 to 1. */
export function scoreOf(sighting: Sighting, durationSeconds: number): number {
  const { brightness, contrast, black, sharpness, saturation, at } = sighting;
  const exposure = Math.max(0, 1 - Math.abs(brightness - 0.42) / 0.42);
  const spread = Math.min(1, contrast / 0.18);
  const sharp = Math.min(1, sharpness / 0.08);
  const colour = 0.6 + 0.4 * Math.min(1, saturation / 0.3);
  // Credits and titles are letters on black.
  const lit = black > 0.6 ? Math.max(0, 1 - (black - 0.6) * 3) : 1;
  const early = at <= (durationSeconds * 2) / 3 ? 1 : 0.75;
  return (0.25 + 0.75 * exposure) * spread * (0.2 + 0.8 * sharp) * colour * lit * early;
}

/** The part of a frame, as high as it, of a shape, where most is to be seen. Even numbers. */
export function posterCrop(
  frame: Size,
  { across, down }: Pick<PictureMeasure, 'across' | 'down'>,
): Size & { readonly x: number; readonly y: number } {
  const ratio = 2 / 3;
  const isWide = frame.width / frame.height > ratio;
  const width = isWide ? even(frame.height * ratio) : frame.width;
  const height = isWide ? frame.height : even(frame.width / ratio);
  return {
    width,
    height,
    x: Math.min(frame.width - width, even(frame.width * bestStart(across, width / frame.width))),
    y: Math.min(frame.height - height, even(frame.height * bestStart(down, height / frame.height))),
  };
}

/** How much of what is to be seen falls into the best upright third of the picture. */
function gathered({ across }: PictureMeasure): number {
  const start = Math.round(bestStart(across, 0.375) * across.length);
  return across.slice(start, start + Math.round(across.length * 0.375)).reduce((sum, share) => sum + share, 0);
}

/** Where, as a share of the whole, the window with the most in it begins. The middle wins where it makes no matter. */
function bestStart(shares: readonly number[], window: number): number {
  const size = Math.round(shares.length * window);
  const last = shares.length - size;
  if (last <= 0) return 0;
  let best = last / 2;
  let most = -1;
  for (let start = 0; start <= last; start++) {
    const inside = shares.slice(start, start + size).reduce((sum, share) => sum + share, 0);
    const central = 1 - 0.15 * Math.abs((2 * start) / last - 1);
    if (inside * central > most + 1e-9) {
      most = inside * central;
      best = start;
    }
  }
  return best / shares.length;
}

function even(value: number): number {
  return Math.max(0, Math.round(value / 2) * 2);
}
