import type { Range } from '../presentation.ts';

/** Part of a file: bytes as they are, or an inclusive range to copy out of an encoder's output. */
export type Piece =
  | { readonly bytes: Uint8Array }
  | {
      /** Index in the list of chunks that was laid out; 0 for audio. */
      readonly chunk: number;
      readonly first: number;
      readonly last: number;
    };

export interface SegmentPlace extends Range {
  /** In ticks of the layout's timescale, from the film's start. */
  readonly startTicks: number;
  readonly ticks: number;
}

/** How one CMAF file is put together, and what manifests say of it. */
export interface Layout {
  /** The file is these, one after another. */
  readonly pieces: readonly Piece[];
  /** Size of the file. */
  readonly bytes: number;
  readonly init: Range;
  /** Where its `sidx` lies. */
  readonly index: Range;
  readonly segments: readonly SegmentPlace[];
  /** Ticks a second. */
  readonly timescale: number;
  /** RFC 6381. */
  readonly codecs: string;
  /** Bits per second of its largest segment, and of all segments; rounded up. */
  readonly peakBandwidth: number;
  readonly averageBandwidth: number;
  readonly durationSeconds: number;
}
