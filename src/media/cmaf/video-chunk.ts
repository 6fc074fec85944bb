/** One coded picture of a chunk, in decode order. */
export interface VideoSample {
  /** Where its bytes lie in the chunk's file. */
  readonly offset: number;
  readonly size: number;
  readonly isIdr: boolean;
  /** Its place in the chunk in display order, 0 first. */
  readonly display: number;
}

/** What one encoder output holds, without its pictures' bytes. */
export interface VideoChunk {
  /** RFC 6381, e.g. `avc1.64001f`. */
  readonly codecs: string;
  readonly width: number;
  readonly height: number;
  /** The decoder configuration record (ISO 14496-15, 5.3.3.1). */
  readonly configuration: Uint8Array;
  /** `colr` and `pasp` boxes as they stood in the sample entry. */
  readonly extensions: Uint8Array;
  /** In decode order. */
  readonly samples: readonly VideoSample[];
}
