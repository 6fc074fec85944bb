import type { SampleDefaults } from './mvex.ts';
import { decodeTime } from './tfdt.ts';
import { trackFragmentHeader } from './tfhd.ts';
import { type RunSample, trackRun } from './trun.ts';
import { box, boxHeader, fullBox, u32 } from './writer.ts';

export interface Fragment {
  /** 1 for a file's first. */
  readonly sequence: number;
  readonly track: number;
  /** Ticks. */
  readonly decodeTime: number;
  readonly samples: readonly RunSample[];
  readonly defaults: Pick<SampleDefaults, 'duration' | 'flags'>;
}

/** A `moof` box and the header of the `mdat` that follows it, whose content is the samples in order. */
export function fragmentHead(fragment: Fragment): { readonly moof: Uint8Array; readonly mdatHeader: Uint8Array } {
  const mdatHeader = boxHeader(
    'mdat',
    fragment.samples.reduce((sum, { size }) => sum + size, 0),
  );
  // The data offset counts from the moof's own beginning, and has the same width whatever it is.
  const size = movieFragment(fragment, 0).length;
  return { moof: movieFragment(fragment, size + mdatHeader.length), mdatHeader };
}

function movieFragment(fragment: Fragment, dataOffset: number): Uint8Array {
  const { sequence, track, samples, defaults } = fragment;
  return box(
    'moof',
    fullBox('mfhd', {}, u32(sequence)),
    box(
      'traf',
      trackFragmentHeader(track, defaults),
      decodeTime(fragment.decodeTime),
      trackRun(samples, { dataOffset, defaults }),
    ),
  );
}
