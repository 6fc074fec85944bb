import { type Box, readBoxes, requireBox } from './box.ts';
import { unityMatrix } from './mvhd.ts';
import { fieldReader, versionAndFlags } from './reader.ts';
import { fullBox, u16, u32, zeros } from './writer.ts';

const enabledInMovie = 0x3;

/** Track header (ISO 14496-12, 8.3.2). Width and height are those of presentation, 0 for audio. */
export function trackHeader(
  id: number,
  look: { readonly width: number; readonly height: number; readonly isAudio: boolean },
): Uint8Array {
  return fullBox(
    'tkhd',
    { flags: enabledInMovie },
    zeros(8),
    u32(id),
    zeros(4),
    u32(0),
    zeros(8),
    zeros(4),
    u16(look.isAudio ? 0x100 : 0),
    zeros(2),
    unityMatrix,
    u32(look.width * 0x10000),
    u32(look.height * 0x10000),
  );
}

/** The id of a `trak` box. Errors: `media.missing-box`, `media.bad-box`. */
export function readTrackId(track: Box): number {
  const fields = fieldReader(requireBox(readBoxes(track.body), 'tkhd').body, 'tkhd');
  const { version } = versionAndFlags(fields);
  fields.skip(version === 1 ? 16 : 8);
  return fields.u32();
}
