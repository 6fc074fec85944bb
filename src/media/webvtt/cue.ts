export interface Cue {
  /** Without line breaks; empty where it has none. */
  readonly id: string;
  /** Seconds from the file's zero; whole milliseconds. */
  readonly start: number;
  readonly end: number;
  /** As they stand after the times, e.g. `align:start line:0`. */
  readonly settings: string;
  /** May have several lines, and WebVTT's tags. */
  readonly text: string;
}

export interface WebVtt {
  /** STYLE and REGION blocks as they stand, in order. */
  readonly blocks: readonly string[];
  readonly cues: readonly Cue[];
}
