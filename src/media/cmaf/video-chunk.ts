import { avcCodecs, nalLengthSize, readAvcEntry } from '../bmff/avc.ts';
import { isSync } from '../bmff/trun.ts';
import { mediaErrors } from '../errors.ts';
import { type ByteSource, readAhead } from './byte-source.ts';
import { type FileSample, readFragmentedTrack } from './fragmented-track.ts';
import { beginsWithIdr } from './nal.ts';

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

const nalWindow = 1024;

/**
 * Reads the headers of an encoder's output of H.264, and of its key pictures the first bytes. The times in it say no
 * more than the order of display. Errors: `media.truncated`, `media.bad-box`, `media.missing-box`, `media.unsupported`.
 */
export async function readVideoChunk(source: ByteSource): Promise<VideoChunk> {
  const track = await readFragmentedTrack(source, 'vide');
  const entry = readAvcEntry(track.sampleEntry);
  const display = displayOrder(track.samples);
  const read = readAhead(source, nalWindow);
  const lengthSize = nalLengthSize(entry.configuration);
  const samples: VideoSample[] = [];
  for (const [index, sample] of track.samples.entries()) {
    const isIdr = isSync(sample.flags) && (await beginsWithIdr(read, sample, lengthSize));
    samples.push({ offset: sample.offset, size: sample.size, isIdr, display: display[index] ?? 0 });
  }
  return { ...entry, codecs: avcCodecs(entry.configuration), samples };
}

/** For each sample its rank by presentation time. Errors: `media.unsupported` where two are shown at once. */
function displayOrder(samples: readonly FileSample[]): number[] {
  const times = samples.map(({ decodeTime, compositionOffset }) => decodeTime + compositionOffset);
  const byTime = times.map((_, index) => index).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  const ranks = new Array<number>(samples.length);
  let previous: number | undefined;
  for (const [rank, index] of byTime.entries()) {
    if (times[index] === previous) {
      throw mediaErrors.error('media.unsupported', {
        why: `two of its pictures are shown at the same time ${previous}`,
      });
    }
    previous = times[index];
    ranks[index] = rank;
  }
  return ranks;
}
