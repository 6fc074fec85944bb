import { readBoxes } from '../bmff/box.ts';
import { readSegmentIndex, type SegmentIndex } from '../bmff/sidx.ts';
import { isSync } from '../bmff/trun.ts';
import { mediaErrors } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { durationSeconds } from '../plan/timeline.ts';
import type { Range } from '../presentation.ts';
import type { ByteSource } from './byte-source.ts';
import { type FileSample, readFragmentedTrack } from './fragmented-track.ts';
import { mediaTime } from './timescale.ts';

export interface FileCheck {
  readonly plan: Pick<Plan, 'timeBase' | 'durations' | 'segments' | 'chunks'>;
  /** What manifests say of the file. */
  readonly declared: { readonly index: Range; readonly peakBandwidth: number };
}

/** How far sound may begin after the pictures, or end before them, seconds. */
const mostApart = 0.01;

/**
 * Reads a rung's file as a player would and holds it against the plan: every picture at its own time, segments that
 * begin with key pictures where planned, none above the declared bandwidth. Errors: `media.chunk-mismatch` with the
 * chunk, and those of reading.
 */
export async function checkVideoFile(source: ByteSource, { plan, declared }: FileCheck): Promise<void> {
  const track = await readFragmentedTrack(source, 'vide');
  const { timescale, times } = mediaTime(plan);
  const wrongAt = (picture: number, why: string) => {
    const chunk = plan.chunks.findLastIndex(({ first }) => first <= picture);
    return mediaErrors.error('media.chunk-mismatch', { chunk: Math.max(0, chunk), why });
  };
  if (track.timescale !== timescale) throw wrongAt(0, `its file counts ${track.timescale} ticks a second`);
  const shown = track.samples.map(shownAt).sort((a, b) => a - b);
  const astray = shown.findIndex((time, picture) => time !== times[picture]);
  if (astray >= 0 || shown.length !== times.length - 1) {
    const picture = astray >= 0 ? astray : Math.min(shown.length, times.length - 2);
    throw wrongAt(
      picture,
      `picture ${picture} is not shown when it should be, in its file of ${shown.length} pictures`,
    );
  }
  const index = await readIndex(source, declared.index);
  const segments = segmentsOf(index, declared.index.last + 1);
  if (segments.length !== plan.segments.length) throw wrongAt(0, `its file has ${segments.length} segments`);
  const bySegment = new Map(track.samples.map((sample) => [shownAt(sample), sample]));
  for (const [number, { bytes, ticks, first, startsWithSap }] of segments.entries()) {
    const picture = plan.segments[number] ?? 0;
    const opening = bySegment.get(times[picture] ?? -1);
    const isInside = opening !== undefined && opening.offset > first && opening.offset < first + bytes;
    if (!isInside || !isSync(opening.flags) || !startsWithSap) {
      throw wrongAt(picture, `the segment of picture ${picture} does not begin with a key picture`);
    }
    if ((bytes * 8 * timescale) / ticks > declared.peakBandwidth) {
      throw wrongAt(picture, `the segment of picture ${picture} is above the declared ${declared.peakBandwidth} bit/s`);
    }
  }
  const end = segments.at(-1);
  if (end === undefined || end.first + end.bytes !== source.size)
    throw wrongAt(times.length - 2, 'its file is cut off');
}

/**
 * The same for a sound track: without gaps, as long as the pictures to 10 ms. Errors: `media.audio-mismatch`, and
 * those of reading.
 */
export async function checkAudioFile(
  source: ByteSource,
  { plan, declared, name }: FileCheck & { readonly name: string },
): Promise<void> {
  const { samples, timescale } = await readFragmentedTrack(source, 'soun');
  const wrong = (why: string) => mediaErrors.error('media.audio-mismatch', { track: name, why });
  const start = shownAt(samples[0] ?? { decodeTime: Number.POSITIVE_INFINITY, compositionOffset: 0 }) / timescale;
  if (start > mostApart) throw wrong(`its file begins ${Math.round(start * 1000)} ms after the pictures`);
  const gap = samples.findIndex((sample, place) => {
    const before = samples[place - 1];
    return before !== undefined && before.decodeTime + before.duration !== sample.decodeTime;
  });
  if (gap >= 0) throw wrong(`its file has a gap before packet ${gap}`);
  const last = samples.at(-1);
  const end = last === undefined ? 0 : (last.decodeTime + last.duration) / timescale;
  const early = durationSeconds(plan) - end;
  if (early > mostApart) throw wrong(`its file ends ${Math.round(early * 1000)} ms before the pictures`);
  const index = await readIndex(source, declared.index);
  for (const { bytes, ticks } of index.references) {
    if ((bytes * 8 * timescale) / ticks > declared.peakBandwidth)
      throw wrong('a segment is above the declared bandwidth');
  }
}

function shownAt({ decodeTime, compositionOffset }: Pick<FileSample, 'decodeTime' | 'compositionOffset'>): number {
  return decodeTime + compositionOffset;
}

async function readIndex(source: ByteSource, { first, last }: Range): Promise<SegmentIndex> {
  const [box] = readBoxes(await source.read(first, last));
  if (box?.type !== 'sidx') throw mediaErrors.error('media.missing-box', { type: 'sidx' });
  return readSegmentIndex(box.body);
}

function segmentsOf({ references, firstOffset }: SegmentIndex, behind: number) {
  let first = behind + firstOffset;
  return references.map((reference) => {
    const place = { ...reference, first };
    first += reference.bytes;
    return place;
  });
}
