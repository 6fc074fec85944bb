import { mediaErrors } from '../errors.ts';
import { fieldReader, versionAndFlags } from './reader.ts';
import { fullBox, u16, u32, u64 } from './writer.ts';

export interface SegmentReference {
  readonly bytes: number;
  readonly ticks: number;
  /** True where it begins with a picture or packet that decodes on its own (SAP type 1). */
  readonly startsWithSap: boolean;
}

export interface SegmentIndex {
  readonly track: number;
  readonly timescale: number;
  readonly earliestTime: number;
  /** Bytes between the box's end and the first segment. */
  readonly firstOffset: number;
  readonly references: readonly SegmentReference[];
}

/** Segment index (ISO 14496-12, 8.16.3); version 1 only where a number needs its 64 bits. Errors: `media.too-large`. */
export function segmentIndex(index: SegmentIndex): Uint8Array {
  const isLong = index.earliestTime >= 2 ** 32 || index.firstOffset >= 2 ** 32;
  const time = isLong ? u64 : u32;
  return fullBox(
    'sidx',
    { version: isLong ? 1 : 0 },
    u32(index.track),
    u32(index.timescale),
    time(index.earliestTime),
    time(index.firstOffset),
    u16(0),
    u16(index.references.length),
    index.references.map(({ bytes, ticks, startsWithSap }) => {
      if (bytes >= 2 ** 31) {
        throw mediaErrors.error('media.too-large', { what: 'a segment', value: bytes, limit: '31 bits' });
      }
      return [u32(bytes), u32(ticks), u32(startsWithSap ? 0x90000000 : 0)];
    }),
  );
}

/** Errors: `media.bad-box`; `media.unsupported` where it refers to other indexes. */
export function readSegmentIndex(body: Uint8Array): SegmentIndex {
  const fields = fieldReader(body, 'sidx');
  const { version } = versionAndFlags(fields);
  const track = fields.u32();
  const timescale = fields.u32();
  const earliestTime = version === 0 ? fields.u32() : fields.u64();
  const firstOffset = version === 0 ? fields.u32() : fields.u64();
  fields.skip(2);
  const count = fields.u16();
  const references: SegmentReference[] = [];
  for (let index = 0; index < count; index++) {
    const size = fields.u32();
    if (size >= 2 ** 31) throw mediaErrors.error('media.unsupported', { why: 'its sidx refers to other sidx boxes' });
    const ticks = fields.u32();
    references.push({ bytes: size, ticks, startsWithSap: fields.u32() >= 2 ** 31 });
  }
  return { track, timescale, earliestTime, firstOffset, references };
}
