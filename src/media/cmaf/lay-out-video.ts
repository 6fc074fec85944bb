import { avcEntry } from '../bmff/avc.ts';
import { dependentSample, syncSample } from '../bmff/trun.ts';
import { mediaErrors } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { decodeTimes } from './decode-times.ts';
import { initSection } from './init-section.ts';
import { type Layout, layOut, type PlacedSample, type SegmentContent } from './layout.ts';
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
  const decoded = decodeTimes(
    samples.map(({ picture }) => picture),
    times,
  );
  const segments = plan.segments.map((first, index) =>
    segmentContent(samples, { times, decoded, first, end: ends[index] ?? 0 }),
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
  readonly decoded: readonly number[];
  /** The segment's pictures, `end` exclusive. */
  readonly first: number;
  readonly end: number;
}

function segmentContent(samples: readonly ChunkSample[], { times, decoded, first, end }: SegmentTask): SegmentContent {
  const opening = samples[first];
  if (opening === undefined || !opening.isIdr || opening.picture !== first) {
    throw mediaErrors.error('media.chunk-mismatch', {
      chunk: opening?.chunk ?? 0,
      why: `picture ${first} begins a segment and is no IDR picture`,
    });
  }
  const placed: PlacedSample[] = [];
  for (let position = first; position < end; position++) {
    const sample = samples[position];
    if (sample === undefined || sample.picture < first || sample.picture >= end) {
      throw mediaErrors.error('media.chunk-mismatch', {
        chunk: opening.chunk,
        why: `the segment at picture ${first} has pictures of another segment or too few`,
      });
    }
    const shown = times[sample.picture] ?? 0;
    const decodeTime = decoded[position] ?? 0;
    // Nothing is decoded after the last sample, so it lasts as long as its picture.
    const next = decoded[position + 1] ?? decodeTime + (times[sample.picture + 1] ?? 0) - shown;
    placed.push({
      chunk: sample.chunk,
      offset: sample.offset,
      size: sample.size,
      duration: next - decodeTime,
      flags: sample.isIdr ? syncSample : dependentSample,
      compositionOffset: shown - decodeTime,
    });
  }
  return {
    startTicks: times[first] ?? 0,
    ticks: (times[end] ?? 0) - (times[first] ?? 0),
    decodeTime: decoded[first] ?? 0,
    samples: placed,
    defaults: { duration: placed.at(-1)?.duration ?? 0, flags: dependentSample },
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
