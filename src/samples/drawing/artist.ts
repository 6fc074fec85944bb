import { type Film, type Stage, shotStarts } from '../film.ts';
import { bloom, makeBloom } from './bloom.ts';
import { finish, makeFinisher } from './finish.ts';
import { darken, makeLight } from './light.ts';
import { makePicture } from './picture.ts';
import { makeStencil } from './stencil.ts';

/** Draws any picture of a film, 8-bit 4:2:0, into `to`. */
export type Artist = (picture: number, to: Uint8Array) => void;

/** One artist has one desk: about 12 MB, and what the shot at hand prepared. Pictures in order are quickest. */
export function makeArtist(film: Film): Artist {
  const { width, height, rate, grain } = film;
  const stage: Stage = {
    picture: makePicture(width, height),
    light: makeLight(width, height),
    stencil: makeStencil(width, height),
  };
  const scratch = makeBloom(width, height);
  const finisher = makeFinisher(width, 7);
  const starts = shotStarts(film);
  let open: { name: string; draw: (moment: { seconds: number; progress: number }) => void } | undefined;
  return (number, to) => {
    const { shot, first } = starts.findLast((start) => start.first <= number) ?? neverEmpty();
    if (open?.name !== shot.name) open = { name: shot.name, draw: shot.open(stage) };
    const moment = { seconds: (number - first) / rate, progress: (number - first) / shot.pictures };
    darken(stage.light);
    open.draw(moment);
    const { vignette, bloomFrom, bloom: strength } = shot.look;
    bloom(stage.picture, stage.light, { scratch, threshold: bloomFrom, strength });
    finish(finisher, { ...stage, to }, { frame: number, vignette, grain, exposure: shot.exposure?.(moment) ?? 1 });
  };
}

function neverEmpty(): never {
  throw new RangeError('A film has at least one shot');
}
