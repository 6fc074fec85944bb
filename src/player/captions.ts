/** A run of letters that look alike. */
export interface CaptionRun {
  readonly text: string;
  readonly italic: boolean;
  readonly bold: boolean;
  readonly underline: boolean;
  /** As the captions name it; empty where they do not. */
  readonly color: string;
}

/** One caption, as it is to be placed. Times in seconds of the film; lines hold runs. */
export interface Caption {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly (readonly CaptionRun[])[];
  /** Percent of the picture's height from its top; undefined: at the bottom, where captions are at home. */
  readonly top: number | undefined;
  /** Percent of the picture's width where the caption's middle is; undefined: in the middle. */
  readonly middle: number | undefined;
  /** Percent of the picture's width that it may take. */
  readonly size: number;
  readonly align: 'start' | 'center' | 'end';
}

/** Those of these captions that are shown at a time, in the order of the film. */
export function captionsAt(captions: readonly Caption[], time: number): readonly Caption[] {
  return captions.filter(({ start, end }) => time >= start && time < end).sort((a, b) => a.start - b.start);
}
