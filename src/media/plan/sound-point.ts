/** Where a sound was when so many of its samples had been decoded. */
export interface SoundPoint {
  /** Seconds on the source's timeline. */
  readonly at: number;
  /** Samples before it, since the last point that `begins`. */
  readonly samples: number;
  readonly rate: number;
  /** Where it would have gone on, if its times took a step here. */
  readonly expected?: number;
  /** Decoding began anew: its channels or its rate have changed, or it is the first. */
  readonly begins?: boolean;
}
