import { mediaErrors } from '../errors.ts';
import { type Box, readBoxes, requireBox } from './box.ts';
import { esds, readEsds } from './esds.ts';
import { fieldReader } from './reader.ts';
import { box, u16, u32, zeros } from './writer.ts';

export interface AacEntry {
  readonly channels: number;
  readonly sampleRate: number;
  readonly objectType: number;
  /** The AudioSpecificConfig (ISO 14496-3, 1.6.2.1). */
  readonly configuration: Uint8Array;
}

// ISO 14496-3, table 1.18.
const rates = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];
// ISO 14496-3, table 1.19: configuration 7 is 7.1, 0 is told elsewhere.
const channelCounts = [0, 1, 2, 3, 4, 5, 6, 8];

/** Errors: `media.unsupported` for anything but AAC in `mp4a`, `media.bad-box`, `media.missing-box`. */
export function readAacEntry(entry: Box): AacEntry {
  if (entry.type !== 'mp4a') {
    throw mediaErrors.error('media.unsupported', { why: `its audio is ${entry.type}, not mp4a` });
  }
  const fields = fieldReader(entry.body, 'mp4a');
  fields.skip(16);
  const declaredChannels = fields.u16();
  fields.skip(10);
  const configuration = readEsds(requireBox(readBoxes(fields.rest()), 'esds').body);
  return { ...readAudioSpecificConfig(configuration, declaredChannels), configuration };
}

export function aacEntry(entry: Pick<AacEntry, 'channels' | 'sampleRate' | 'configuration'>): Uint8Array {
  const dataReference = u16(1);
  const sampleSize = u16(16);
  // The field has 16 bits for the whole part; faster audio tells its rate in the configuration alone.
  const rate = entry.sampleRate < 65_536 ? entry.sampleRate : 0;
  return box(
    'mp4a',
    zeros(6),
    dataReference,
    zeros(8),
    u16(entry.channels),
    sampleSize,
    zeros(4),
    u32(rate * 65_536),
    esds(entry.configuration),
  );
}

function readAudioSpecificConfig(configuration: Uint8Array, declaredChannels: number): Omit<AacEntry, 'configuration'> {
  const bits = bitReader(configuration);
  let objectType = bits(5);
  if (objectType === 31) objectType = 32 + bits(6);
  const index = bits(4);
  const sampleRate = index === 15 ? bits(24) : rates[index];
  const channels = channelCounts[bits(4)] || declaredChannels;
  if (sampleRate === undefined || sampleRate === 0 || channels === 0) {
    throw mediaErrors.error('media.bad-box', { type: 'esds', why: 'its sample rate or channels are unknown' });
  }
  return { objectType, sampleRate, channels };
}

function bitReader(bytes: Uint8Array): (count: number) => number {
  let position = 0;
  return (count) => {
    let value = 0;
    for (let bit = 0; bit < count; bit++, position++) {
      const byte = bytes[position >> 3];
      if (byte === undefined) {
        throw mediaErrors.error('media.bad-box', { type: 'esds', why: 'its configuration is too short' });
      }
      value = value * 2 + ((byte >> (7 - (position & 7))) & 1);
    }
    return value;
  };
}
