import { type Box, longestHeader, readBoxes, readBoxHeader, requireBox } from '../bmff/box.ts';
import { type Edit, readEdits } from '../bmff/elst.ts';
import { type HandlerType, readHandler } from '../bmff/hdlr.ts';
import { readTimescale } from '../bmff/mdhd.ts';
import { readTrackExtends } from '../bmff/mvex.ts';
import { fieldReader, versionAndFlags } from '../bmff/reader.ts';
import { readSampleEntry } from '../bmff/stsd.ts';
import { readDecodeTime } from '../bmff/tfdt.ts';
import { readFragmentHeader } from '../bmff/tfhd.ts';
import { readTrackId } from '../bmff/tkhd.ts';
import { readTrackRun } from '../bmff/trun.ts';
import { mediaErrors } from '../errors.ts';
import { type ByteSource, readAhead } from './byte-source.ts';

/** A sample as the file has it, times in the track's own ticks. */
export interface FileSample {
  readonly offset: number;
  readonly size: number;
  readonly decodeTime: number;
  readonly duration: number;
  readonly compositionOffset: number;
  readonly flags: number;
}

export interface FragmentedTrack {
  readonly timescale: number;
  readonly movieTimescale: number;
  readonly sampleEntry: Box;
  readonly edits: readonly Edit[];
  /** In decode order. */
  readonly samples: readonly FileSample[];
}

interface Walk {
  readonly track: number;
  readonly movie: Box;
  readonly samples: FileSample[];
  nextDecodeTime: number;
}

const walkWindow = 65_536;
/** No header section of ours is near this; a bigger one is damage, and is not read into memory. */
const largestHead = 64 * 1024 * 1024;

/**
 * Reads the headers of a fragmented file with one track of a kind; samples' bytes are not read.
 * Errors: `media.truncated`, `media.bad-box`, `media.missing-box`, `media.unsupported`.
 */
export async function readFragmentedTrack(source: ByteSource, kind: HandlerType): Promise<FragmentedTrack> {
  const read = readAhead(source, walkWindow);
  let walk: Walk | undefined;
  for (let at = 0; at < source.size; ) {
    const available = source.size - at;
    const header = readBoxHeader(await read(at, Math.min(longestHeader, available)), available);
    if (header.type === 'moov' || header.type === 'moof') {
      if (header.size > largestHead) {
        throw mediaErrors.error('media.too-large', { what: header.type, value: header.size, limit: '64 MiB' });
      }
      const bytes = (await read(at, header.size)).slice();
      const box = { type: header.type, bytes, body: bytes.subarray(header.headerSize) };
      if (header.type === 'moov') walk = { ...beginWalk(box, kind), samples: [], nextDecodeTime: 0 };
      else if (walk === undefined) throw mediaErrors.error('media.missing-box', { type: 'moov' });
      else readFragment(box, at, walk);
    }
    at += header.size;
  }
  if (walk === undefined) throw mediaErrors.error('media.missing-box', { type: 'moov' });
  return finish(walk, source, kind);
}

function beginWalk(movie: Box, kind: HandlerType): { readonly track: number; readonly movie: Box } {
  const track = trackOf(movie, (candidate) => readHandler(candidate) === kind);
  if (track === undefined) throw mediaErrors.error('media.missing-box', { type: `trak of ${kind}` });
  return { track: readTrackId(track), movie };
}

function readFragment(moof: Box, moofAt: number, walk: Walk): void {
  for (const { type, body } of readBoxes(moof.body)) {
    if (type !== 'traf') continue;
    const boxes = readBoxes(body);
    const header = readFragmentHeader(requireBox(boxes, 'tfhd').body, (id) => readTrackExtends(walk.movie, id));
    if (header.track !== walk.track) continue;
    const base = header.baseDataOffset ?? moofAt;
    let offset = base;
    let time = walk.nextDecodeTime;
    for (const inner of boxes) {
      if (inner.type === 'tfdt') time = readDecodeTime(inner.body);
      if (inner.type !== 'trun') continue;
      const run = readTrackRun(inner.body, header);
      if (run.dataOffset !== undefined) offset = base + run.dataOffset;
      for (const sample of run.samples) {
        walk.samples.push({
          offset,
          size: sample.size,
          decodeTime: time,
          duration: sample.duration,
          compositionOffset: sample.compositionOffset,
          flags: sample.flags,
        });
        offset += sample.size;
        time += sample.duration;
      }
    }
    walk.nextDecodeTime = time;
  }
}

function finish(walk: Walk, source: ByteSource, kind: HandlerType): FragmentedTrack {
  const track = trackOf(walk.movie, (candidate) => readTrackId(candidate) === walk.track);
  if (track === undefined) throw mediaErrors.error('media.missing-box', { type: `trak of ${kind}` });
  if (walk.samples.length === 0) {
    throw mediaErrors.error('media.unsupported', { why: 'it has no fragments with samples' });
  }
  for (const { offset, size } of walk.samples) {
    if (offset < 0 || offset + size > source.size) {
      throw mediaErrors.error('media.truncated', {
        what: 'a sample',
        needed: offset + size,
        available: source.size,
      });
    }
  }
  return {
    timescale: readTimescale(track),
    movieTimescale: readMovieTimescale(walk.movie),
    sampleEntry: readSampleEntry(track),
    edits: readEdits(track),
    samples: walk.samples,
  };
}

function trackOf(movie: Box, accept: (track: Box) => boolean): Box | undefined {
  return readBoxes(movie.body).find((box) => box.type === 'trak' && accept(box));
}

function readMovieTimescale(movie: Box): number {
  const fields = fieldReader(requireBox(readBoxes(movie.body), 'mvhd').body, 'mvhd');
  const { version } = versionAndFlags(fields);
  fields.skip(version === 1 ? 16 : 8);
  return fields.u32();
}
