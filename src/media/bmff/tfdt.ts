import { fieldReader, versionAndFlags } from './reader.ts';
import { fullBox, u64 } from './writer.ts';

/** Decode time of a fragment's first sample, always in 64 bits (ISO 14496-12, 8.8.12). */
export function decodeTime(ticks: number): Uint8Array {
  return fullBox('tfdt', { version: 1 }, u64(ticks));
}

/** Errors: `media.bad-box`. */
export function readDecodeTime(body: Uint8Array): number {
  const fields = fieldReader(body, 'tfdt');
  return versionAndFlags(fields).version === 1 ? fields.u64() : fields.u32();
}
