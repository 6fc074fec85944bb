import type { Light } from './drawing/light.ts';
import type { Picture } from './drawing/picture.ts';
import type { Stencil } from './drawing/shape.ts';
import type { SampleId } from './ids.ts';
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

/** Captions in one language. */
export interface CaptionTrack {
  /** ISO 639-2. */
  readonly language: string;
  /** In its own language. */
  readonly name: string;
  readonly captions: readonly Caption[];
}

/** One mix of the film's sound; the first is what one hears unless one chooses. */
export interface SoundTrack {
  readonly language: string;
  readonly name: string;
  /** As long as the film, 48 kHz. */
  mix(): Stereo;
}

/** What is said of a film where it is chosen. */
export interface Told {
  readonly year: number;
  /** A sentence or two. */
  readonly summary: string;
  readonly genres: readonly string[];
}

/** A film that this program draws and scores itself. Everything in it is a pure function of the moment. */
export interface Film {
  readonly id: SampleId;
  readonly name: string;
  readonly told: Told;
  readonly width: number;
  readonly height: number;
  /** Pictures a second. */
  readonly rate: number;
  /** Film grain: standard deviation in 8-bit steps, about. A little is needed, or soft slopes show bands. */
  readonly grain: number;
  readonly shots: readonly Shot[];
  readonly sounds: readonly SoundTrack[];
  readonly captions: readonly CaptionTrack[];
  readonly chapters: readonly Chapter[];
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
