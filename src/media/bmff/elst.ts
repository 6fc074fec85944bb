import { type Box, findBox, readBoxes } from './box.ts';
import { fieldReader, versionAndFlags } from './reader.ts';

export interface Edit {
  /** In the movie's timescale. */
  readonly duration: number;
  /** In the track's timescale; -1 for an empty edit. */
  readonly mediaTime: number;
}

/** The edits of a `trak` box (ISO 14496-12, 8.6.6); none where it has no list. Errors: `media.bad-box`. */
export function readEdits(track: Box): Edit[] {
  const container = findBox(readBoxes(track.body), 'edts');
  const list = container && findBox(readBoxes(container.body), 'elst');
  if (list === undefined) return [];
  const fields = fieldReader(list.body, 'elst');
  const { version } = versionAndFlags(fields);
  const count = fields.u32();
  const edits: Edit[] = [];
  for (let index = 0; index < count; index++) {
    const duration = version === 1 ? fields.u64() : fields.u32();
    const mediaTime = version === 1 ? fields.i64() : fields.i32();
    fields.skip(4);
    edits.push({ duration, mediaTime });
  }
  return edits;
}
