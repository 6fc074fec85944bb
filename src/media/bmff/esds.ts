import { mediaErrors } from '../errors.ts';
import { type FieldReader, fieldReader } from './reader.ts';
import { type Bytes, fullBox, join, u8, u16, u24, u32 } from './writer.ts';

// Tags of ISO 14496-1, 7.2.2.1.
const esTag = 0x03;
const decoderConfigTag = 0x04;
const decoderSpecificTag = 0x05;
const slConfigTag = 0x06;
const aacObject = 0x40;
const audioStream = (0x05 << 2) | 1;

/** The AudioSpecificConfig inside an `esds` box's body. Errors: `media.bad-box`, `media.unsupported`. */
export function readEsds(body: Uint8Array): Uint8Array {
  const fields = fieldReader(body, 'esds');
  fields.skip(4);
  const es = descriptor(fields, esTag);
  es.skip(2);
  const flags = es.u8();
  if (flags & 0x80) es.skip(2);
  if (flags & 0x40) es.skip(es.u8());
  if (flags & 0x20) es.skip(2);
  const config = descriptor(es, decoderConfigTag);
  const object = config.u8();
  if (object !== aacObject) {
    throw mediaErrors.error('media.unsupported', { why: `its audio is of object type ${object}, not AAC` });
  }
  config.skip(12);
  return descriptor(config, decoderSpecificTag).rest().slice();
}

/** Rates are left at 0, which stands for unknown: players take them from the packets. */
export function esds(configuration: Uint8Array): Uint8Array {
  const specific = tagged(decoderSpecificTag, configuration);
  const decoder = tagged(decoderConfigTag, u8(aacObject), u8(audioStream), u24(0), u32(0), u32(0), specific);
  const predefinedForMp4 = u8(2);
  return fullBox('esds', {}, tagged(esTag, u16(0), u8(0), decoder, tagged(slConfigTag, predefinedForMp4)));
}

function descriptor(fields: FieldReader, tag: number): FieldReader {
  const found = fields.u8();
  if (found !== tag) throw mediaErrors.error('media.bad-box', { type: 'esds', why: `descriptor ${tag} is missing` });
  let size = 0;
  for (let byte = 0x80, count = 0; byte & 0x80 && count < 4; count++) {
    byte = fields.u8();
    size = size * 128 + (byte & 0x7f);
  }
  return fieldReader(fields.bytes(size), 'esds');
}

function tagged(tag: number, ...content: readonly Bytes[]): Uint8Array {
  const body = join(content);
  if (body.length > 127)
    throw mediaErrors.error('media.too-large', { what: 'esds', value: body.length, limit: '7 bits' });
  return join([u8(tag), u8(body.length), body]);
}
