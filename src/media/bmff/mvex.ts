import { type Box, findBox, readBoxes } from './box.ts';
import { fieldReader } from './reader.ts';
import { box, fullBox, u32, u64 } from './writer.ts';

/** What a fragment's samples are like unless it says otherwise. */
export interface SampleDefaults {
  readonly duration: number;
  readonly size: number;
  readonly flags: number;
}

/** Says that samples are in fragments, and how long all of them last together (ISO 14496-12, 8.8.1 to 8.8.3). */
export function movieExtends(track: number, durationTicks: number): Uint8Array {
  const length = fullBox('mehd', { version: 1 }, u64(durationTicks));
  return box('mvex', length, fullBox('trex', {}, u32(track), u32(1), u32(0), u32(0), u32(0)));
}

/** The defaults of a track in a `moov` box; zeros where there are none. Errors: `media.bad-box`. */
export function readTrackExtends(movie: Box, track: number): SampleDefaults {
  const container = findBox(readBoxes(movie.body), 'mvex');
  for (const { type, body } of container ? readBoxes(container.body) : []) {
    if (type !== 'trex') continue;
    const fields = fieldReader(body, 'trex');
    fields.skip(4);
    if (fields.u32() !== track) continue;
    fields.skip(4);
    return { duration: fields.u32(), size: fields.u32(), flags: fields.u32() };
  }
  return { duration: 0, size: 0, flags: 0 };
}
