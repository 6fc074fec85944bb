import type { SampleDefaults } from './mvex.ts';
import { fieldReader, versionAndFlags } from './reader.ts';
import { fullBox, u32 } from './writer.ts';

// Flags of ISO 14496-12, 8.8.7.1.
const hasBaseDataOffset = 0x01;
const hasDescriptionIndex = 0x02;
const hasDefaultDuration = 0x08;
const hasDefaultSize = 0x10;
const hasDefaultFlags = 0x20;
const baseIsMoof = 0x020000;

export interface FragmentHeader extends SampleDefaults {
  readonly track: number;
  /** Where data offsets count from, in the file; absent where from the `moof` box. */
  readonly baseDataOffset: number | undefined;
}

export function trackFragmentHeader(
  track: number,
  defaults: { readonly duration: number; readonly flags: number },
): Uint8Array {
  const flags = baseIsMoof | hasDefaultDuration | hasDefaultFlags;
  return fullBox('tfhd', { flags }, u32(track), u32(defaults.duration), u32(defaults.flags));
}

/** `inherited` are the track's defaults. Errors: `media.bad-box`. */
export function readFragmentHeader(body: Uint8Array, inherited: (track: number) => SampleDefaults): FragmentHeader {
  const fields = fieldReader(body, 'tfhd');
  const { flags } = versionAndFlags(fields);
  const track = fields.u32();
  const defaults = inherited(track);
  const baseDataOffset = flags & hasBaseDataOffset ? fields.u64() : undefined;
  if (flags & hasDescriptionIndex) fields.skip(4);
  return {
    track,
    baseDataOffset,
    duration: flags & hasDefaultDuration ? fields.u32() : defaults.duration,
    size: flags & hasDefaultSize ? fields.u32() : defaults.size,
    flags: flags & hasDefaultFlags ? fields.u32() : defaults.flags,
  };
}
