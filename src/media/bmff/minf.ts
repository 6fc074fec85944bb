import type { HandlerType } from './hdlr.ts';
import { box, fullBox, u32, zeros } from './writer.ts';

/** Media information around a sample entry: the tables are empty, as the samples are in fragments. */
export function mediaInformation(type: HandlerType, sampleEntry: Uint8Array): Uint8Array {
  const header = type === 'vide' ? fullBox('vmhd', { flags: 1 }, zeros(8)) : fullBox('smhd', {}, zeros(4));
  const sameFile = fullBox('url ', { flags: 1 });
  const dataInformation = box('dinf', fullBox('dref', {}, u32(1), sameFile));
  const table = box(
    'stbl',
    fullBox('stsd', {}, u32(1), sampleEntry),
    fullBox('stts', {}, u32(0)),
    fullBox('stsc', {}, u32(0)),
    fullBox('stsz', {}, u32(0), u32(0)),
    fullBox('stco', {}, u32(0)),
  );
  return box('minf', header, dataInformation, table);
}
