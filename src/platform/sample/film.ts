import type { Light } from './drawing/light.ts';
import type { Picture } from './drawing/picture.ts';
import type { Stencil } from './drawing/shape.ts';
import type { Stereo } from './sound/stereo.ts';

/** What a shot draws with. Picture and light are its own until it returns; the light is dark when it begins. */
export interface Stage {
  readonly picture: Picture;
  readonly light: Light;
  readonly stencil: Stencil;
}

export interface Moment {
  /** Since the shot began. */
  readonly seconds: number;
  /** 0 at the shot's first picture, 1 at its end. */
  readonly progress: number;
}

/** How a shot's pictures are finished. */
export interface Look {
  readonly vignette: number;
  /** Brightness from which light spills over, and how much of it does. */
  readonly bloomFrom: number;
  readonly bloom: number;
}

export interface Shot {
  readonly name: string;
  /** Length in pictures. */
  readonly pictures: number;
  readonly look: Look;
  /** Prepares what stays the same through the shot; the function it returns draws one moment, in any order. */
  open(stage: Stage): (moment: Moment) => void;
  /** Brightness of the whole at a moment; 1 when left out. */
  exposure?(moment: Moment): number;
}

export interface Caption {
  /** Seconds from the film's start. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface Chapter {
  /** The shot it begins with. */
  readonly shot: string;
  readonly name: string;
}

/** A film that this program draws and scores itself. Everything in it is a pure function of the moment. */
export interface Film {
  /** Names the file, too. */
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Pictures a second. */
  readonly rate: number;
  readonly language: string;
  readonly shots: readonly Shot[];
  readonly captions: readonly Caption[];
  readonly chapters: readonly Chapter[];
  score(): Stereo;
}

export function pictureCount(film: Film): number {
  return film.shots.reduce((sum, shot) => sum + shot.pictures, 0);
}

export interface ShotStart {
  readonly shot: Shot;
  readonly first: number;
}

/** The shots with the number of each one's first picture. */
export function shotStarts(film: Film): readonly ShotStart[] {
  let first = 0;
  return film.shots.map((shot) => {
    const start = { shot, first };
    first += shot.pictures;
    return start;
  });
}
