import { mediaErrors } from '../errors.ts';
import { type Box, readBoxes, requireBox } from './box.ts';

/** The one sample entry of a `trak` box. Errors: `media.missing-box`, `media.bad-box`, `media.unsupported`. */
export function readSampleEntry(track: Box): Box {
  const description = requireBox(readBoxes(track.body), 'mdia', 'minf', 'stbl', 'stsd');
  if (description.body.length < 8) {
    throw mediaErrors.error('media.bad-box', { type: 'stsd', why: 'it is shorter than its fields' });
  }
  const entries = readBoxes(description.body.subarray(8));
  const [entry] = entries;
  if (entry === undefined) throw mediaErrors.error('media.missing-box', { type: 'stsd entry' });
  if (entries.length > 1) {
    throw mediaErrors.error('media.unsupported', { why: 'its track changes its format on the way' });
  }
  return entry;
}
