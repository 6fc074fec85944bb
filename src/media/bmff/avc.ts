import { mediaErrors } from '../errors.ts';
import { type Box, readBoxes, requireBox } from './box.ts';
import { fieldReader } from './reader.ts';
import { box, u16, u32, zeros } from './writer.ts';

export interface AvcEntry {
  readonly width: number;
  readonly height: number;
  /** Body of `avcC`: the decoder configuration record (ISO 14496-15, 5.3.3.1). */
  readonly configuration: Uint8Array;
  /** `colr` and `pasp` boxes, whole. */
  readonly extensions: Uint8Array;
}

/** Errors: `media.unsupported` for anything but `avc1`, `media.bad-box`, `media.missing-box`. */
export function readAvcEntry(entry: Box): AvcEntry {
  if (entry.type !== 'avc1') {
    throw mediaErrors.error('media.unsupported', { why: `its video is ${entry.type}, not avc1` });
  }
  const fields = fieldReader(entry.body, 'avc1');
  fields.skip(24);
  const width = fields.u16();
  const height = fields.u16();
  fields.skip(50);
  const children = readBoxes(fields.rest());
  const configuration = requireBox(children, 'avcC').body;
  if (configuration.length < 7 || configuration[0] !== 1) {
    throw mediaErrors.error('media.bad-box', { type: 'avcC', why: 'it is not version 1 of a configuration' });
  }
  const kept = children.filter(({ type }) => type === 'colr' || type === 'pasp');
  return { width, height, configuration: configuration.slice(), extensions: joined(kept) };
}

export function avcEntry(entry: AvcEntry): Uint8Array {
  const dataReference = u16(1);
  const resolution = [u32(0x480000), u32(0x480000)];
  const framesPerSample = u16(1);
  const depth = [u16(24), u16(0xffff)];
  return box(
    'avc1',
    zeros(6),
    dataReference,
    zeros(16),
    u16(entry.width),
    u16(entry.height),
    resolution,
    zeros(4),
    framesPerSample,
    zeros(32),
    depth,
    box('avcC', entry.configuration),
    entry.extensions,
  );
}

/** RFC 6381, e.g. `avc1.64001f`: profile, constraints and level, as they stand in the configuration. */
export function avcCodecs(configuration: Uint8Array): string {
  return `avc1.${[...configuration.subarray(1, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Bytes of the length before each NAL unit: 1, 2 or 4. */
export function nalLengthSize(configuration: Uint8Array): number {
  return ((configuration[4] ?? 3) & 3) + 1;
}

function joined(boxes: readonly Box[]): Uint8Array {
  const whole = new Uint8Array(boxes.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let at = 0;
  for (const { bytes } of boxes) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
}
