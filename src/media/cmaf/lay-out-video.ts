import { avcEntry } from '../bmff/avc.ts';
import { dependentSample, syncSample } from '../bmff/trun.ts';
import { mediaErrors } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { decodeTimes } from './decode-times.ts';
import { initSection } from './init-section.ts';
import { type Layout, layOut, type SegmentContent } from './layout.ts';
import { mediaTime } from './timescale.ts';
import type { VideoChunk } from './video-chunk.ts';

export interface VideoParts {
  readonly plan: Pick<Plan, 'timeBase' | 'durations' | 'segments' | 'chunks'>;
  /** One for each of the plan's chunks, in order, all of one rung. */
  readonly chunks: readonly VideoChunk[];
}

interface ChunkSample {
  readonly chunk: number;
  readonly offset: number;
  readonly size: number;
  readonly isIdr: boolean;
  /** Index in the film in display order. */
  readonly picture: number;
}

/**
 * Lays one rung out as a CMAF file. Pictures are shown exactly when the plan says, the first at 0, without an edit list.
 * Errors: `media.chunk-mismatch` where chunks disagree with the plan or with each other; `media.too-large`.
 */
export function layOutVideo({ plan, chunks }: VideoParts): Layout {
  const [model] = chunks;
  if (model === undefined || chunks.length !== plan.chunks.length) {
    throw mediaErrors.error('media.chunk-mismatch', {
      chunk: chunks.length,
      why: `the plan has ${plan.chunks.length} chunks, not ${chunks.length}`,
    });
  }
  for (const [index, chunk] of chunks.entries()) checkAlike(chunk, model, index);
  const { timescale, times } = mediaTime(plan);
  const samples = samplesInDecodeOrder(plan, chunks);
  const ends = [...plan.segments.slice(1), times.length - 1];
  const segments = plan.segments.map((first, index) =>
    segmentContent(samples, { times, first, end: ends[index] ?? 0 }),
  );
  const init = initSection({
    kind: 'vide',
    timescale,
    durationTicks: times.at(-1) ?? 0,
    width: model.width,
    height: model.height,
    sampleEntry: avcEntry(model),
  });
  return layOut({ init, timescale, codecs: model.codecs, segments });
}

function samplesInDecodeOrder(plan: VideoParts['plan'], chunks: readonly VideoChunk[]): ChunkSample[] {
  const samples: ChunkSample[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const planned = plan.chunks[index];
    if (planned === undefined || planned.count !== chunk.samples.length || planned.first !== samples.length) {
      throw mediaErrors.error('media.chunk-mismatch', {
        chunk: index,
        why: `it has ${chunk.samples.length} pictures, planned are ${planned?.count ?? 0}`,
      });
    }
    for (const { offset, size, isIdr, display } of chunk.samples) {
      samples.push({ chunk: index, offset, size, isIdr, picture: planned.first + display });
    }
  }
  return samples;
}

interface SegmentTask {
  readonly times: readonly number[];
  /** The segment's pictures, `end` exclusive. */
  readonly first: number;
  readonly end: number;
}

function segmentContent(samples: readonly ChunkSample[], { times, first, end }: SegmentTask): SegmentContent {
  const own = samples.slice(first, end);
  const [opening] = own;
  if (opening === undefined || !opening.isIdr || opening.picture !== first) {
    throw mediaErrors.error('media.chunk-mismatch', {
      chunk: opening?.chunk ?? 0,
      why: `picture ${first} begins a segment and is no IDR picture`,
    });
  }
  const stray = own.find(({ picture }) => picture < first || picture >= end);
  if (stray !== undefined) {
    throw mediaErrors.error('media.chunk-mismatch', {
      chunk: stray.chunk,
      why: `picture ${stray.picture} is not within the segment that it is coded in`,
    });
  }
  const start = times[first] ?? 0;
  const shown = own.map(({ picture }) => times[picture] ?? 0);
  const decoded = [...decodeTimes({ shown, start }), times[end] ?? 0];
  const placed = own.map(({ chunk, offset, size, isIdr }, position) => {
    const at = decoded[position] ?? 0;
    return {
      chunk,
      offset,
      size,
      duration: (decoded[position + 1] ?? 0) - at,
      flags: isIdr ? syncSample : dependentSample,
      compositionOffset: (shown[position] ?? 0) - at,
    };
  });
  return {
    startTicks: start,
    samples: placed,
    defaults: { duration: placed[0]?.duration ?? 0, flags: dependentSample },
  };
}

function checkAlike(chunk: VideoChunk, model: VideoChunk, index: number): void {
  const why =
    chunk.width !== model.width || chunk.height !== model.height
      ? `it is ${chunk.width}x${chunk.height}, the first chunk ${model.width}x${model.height}`
      : !isEqual(chunk.configuration, model.configuration)
        ? 'its decoder configuration is not that of the first chunk'
        : !isEqual(chunk.extensions, model.extensions)
          ? 'its colours or pixel aspect are not those of the first chunk'
          : undefined;
  if (why !== undefined) throw mediaErrors.error('media.chunk-mismatch', { chunk: index, why });
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
