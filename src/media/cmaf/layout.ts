import { fragmentHead } from '../bmff/moof.ts';
import type { SampleDefaults } from '../bmff/mvex.ts';
import { segmentIndex } from '../bmff/sidx.ts';
import type { RunSample } from '../bmff/trun.ts';
import { join } from '../bmff/writer.ts';
import type { Range } from '../presentation.ts';
import { trackId } from './init-section.ts';

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

/** A sample of a segment with the place it is copied from. */
export interface PlacedSample extends RunSample {
  readonly chunk: number;
  readonly offset: number;
}

export interface SegmentContent {
  /** Of its first sample, ticks: decoded and presented. */
  readonly startTicks: number;
  readonly samples: readonly PlacedSample[];
  readonly defaults: Pick<SampleDefaults, 'duration' | 'flags'>;
}

export interface FileContent {
  readonly init: Uint8Array;
  readonly timescale: number;
  readonly codecs: string;
  readonly segments: readonly SegmentContent[];
}

/** Puts init section, index and one fragment a segment one after another. Errors: `media.too-large`. */
export function layOut(content: FileContent): Layout {
  const { init, timescale, codecs } = content;
  const laid = content.segments.map((segment, index) => laySegment(segment, index + 1));
  const index = segmentIndex({
    track: trackId,
    timescale,
    earliestTime: content.segments[0]?.startTicks ?? 0,
    firstOffset: 0,
    references: laid.map(({ bytes, ticks }) => ({ bytes, ticks, startsWithSap: true })),
  });
  let at = init.length + index.length;
  const segments = laid.map(({ bytes, startTicks, ticks }) => {
    const first = at;
    at += bytes;
    return { first, last: at - 1, startTicks, ticks };
  });
  const totalTicks = laid.reduce((sum, { ticks }) => sum + ticks, 0);
  const payload = at - init.length - index.length;
  return {
    pieces: [{ bytes: join([init, index]) }, ...laid.flatMap(({ pieces }) => pieces)],
    bytes: at,
    init: { first: 0, last: init.length - 1 },
    index: { first: init.length, last: init.length + index.length - 1 },
    segments,
    timescale,
    codecs,
    peakBandwidth: Math.max(...laid.map(({ bytes, ticks }) => bandwidth(bytes, ticks, timescale))),
    averageBandwidth: bandwidth(payload, totalTicks, timescale),
    durationSeconds: totalTicks / timescale,
  };
}

interface LaidSegment {
  readonly pieces: readonly Piece[];
  readonly bytes: number;
  readonly startTicks: number;
  readonly ticks: number;
}

function laySegment(segment: SegmentContent, sequence: number): LaidSegment {
  const { startTicks, samples, defaults } = segment;
  const fragment = { sequence, track: trackId, decodeTime: startTicks, samples, defaults };
  const { moof, mdatHeader } = fragmentHead(fragment);
  const head = join([moof, mdatHeader]);
  return {
    pieces: [{ bytes: head }, ...copyRanges(samples)],
    bytes: head.length + samples.reduce((sum, { size }) => sum + size, 0),
    startTicks,
    ticks: samples.reduce((sum, { duration }) => sum + duration, 0),
  };
}

/** Samples that lie one after another in a chunk become one range. */
function copyRanges(samples: readonly PlacedSample[]): Piece[] {
  const ranges: { chunk: number; first: number; last: number }[] = [];
  for (const { chunk, offset, size } of samples) {
    if (size === 0) continue;
    const open = ranges.at(-1);
    if (open !== undefined && open.chunk === chunk && open.last + 1 === offset) open.last += size;
    else ranges.push({ chunk, first: offset, last: offset + size - 1 });
  }
  return ranges;
}

function bandwidth(bytes: number, ticks: number, timescale: number): number {
  return ticks === 0 ? 0 : Math.ceil((bytes * 8 * timescale) / ticks);
}
