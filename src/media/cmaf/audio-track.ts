import { readAacEntry } from '../bmff/mp4a.ts';
import { mediaErrors } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { type FragmentedTrack, readFragmentedTrack } from './fragmented-track.ts';

/** One AAC packet. */
export interface AudioPacket {
  readonly offset: number;
  readonly size: number;
  /** When it is presented, in samples from the film's start; negative for priming. */
  readonly start: number;
  /** Samples. */
  readonly ticks: number;
}

/** What one encoder output of audio holds, without its packets' bytes. */
export interface AudioTrack {
  /** RFC 6381, e.g. `mp4a.40.2`. */
  readonly codecs: string;
  readonly channels: number;
  readonly sampleRate: number;
  /** The AudioSpecificConfig (ISO 14496-3, 1.6.2.1). */
  readonly configuration: Uint8Array;
  readonly packets: readonly AudioPacket[];
}

/** Samples of an AAC-LC packet. */
const packetSamples = 1024;
/**
 * ffmpeg's own AAC encoder begins with one packet of priming. With `empty_moov` and without `delay_moov` its MP4
 * muxer writes no edit list that says so (measured with 5.1.9), so it is assumed where there is none.
 */
const assumedPriming = packetSamples;

/**
 * Reads the headers of an encoder's output of AAC-LC, whose first sample after priming lies at the film's start.
 * Errors: `media.truncated`, `media.bad-box`, `media.missing-box`, `media.unsupported`.
 */
export async function readAudioTrack(source: ByteSource): Promise<AudioTrack> {
  const track = await readFragmentedTrack(source, 'soun');
  const { channels, sampleRate, objectType, configuration } = readAacEntry(track.sampleEntry);
  if (objectType !== 2) {
    throw mediaErrors.error('media.unsupported', { why: `its audio is AAC of object type ${objectType}, not AAC-LC` });
  }
  if (track.timescale !== sampleRate) {
    throw mediaErrors.error('media.unsupported', { why: `its timescale ${track.timescale} is not its sample rate` });
  }
  const shift = presentationShift(track);
  const packets = track.samples.map(({ offset, size, decodeTime, duration }, index) => {
    const isLast = index === track.samples.length - 1;
    if (duration !== packetSamples && !isLast) {
      throw mediaErrors.error('media.unsupported', { why: `packet ${index} has ${duration} samples, not 1024` });
    }
    // A muxer may say that less of the last packet counts; it decodes to a whole one all the same.
    return { offset, size, start: decodeTime + shift, ticks: packetSamples };
  });
  return { codecs: `mp4a.40.${objectType}`, channels, sampleRate, configuration, packets };
}

/** What to add to decode times to get times of presentation. */
function presentationShift({ edits, movieTimescale, timescale }: FragmentedTrack): number {
  let delay = 0;
  for (const { duration, mediaTime } of edits) {
    if (mediaTime >= 0) return Math.round((delay * timescale) / movieTimescale) - mediaTime;
    delay += duration;
  }
  return -assumedPriming;
}
