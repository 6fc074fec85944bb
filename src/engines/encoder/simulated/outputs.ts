import type { AudioWork, VideoRung, VideoWork } from '../index.ts';
import { box, fields, fullBox, join, text, zeros } from './boxes.ts';
import { fragmentedFile } from './tracks.ts';

const profiles = { main: 77, high: 100 } as const;

/** One H.264 track whose samples name their place in the film instead of showing it. */
export function simulatedVideo(work: VideoWork, rung: VideoRung): Uint8Array {
  const keyframes = new Set(work.keyframes);
  const stamp = Math.round(work.firstTime * 1e6);
  const samples = Array.from({ length: work.count }, (_, picture) => {
    const isKey = keyframes.has(picture);
    // A NAL unit header of an IDR or a plain slice, after the unit's length (ISO 14496-15, 4.3.3).
    const unit = fields([1, isKey ? 0x65 : 0x41], [8, stamp], [4, picture], [2, rung.height]);
    return { isKey, bytes: join(fields([4, unit.length]), unit) };
  });
  const { num, den } = work.frameRate;
  const track = { handler: 'vide', timescale: num, sampleTicks: den, priming: 0 } as const;
  return fragmentedFile({ ...track, width: rung.width, height: rung.height, sampleEntry: videoEntry(rung) }, samples);
}

function videoEntry(rung: VideoRung): Uint8Array {
  const sizes = fields([2, rung.width], [2, rung.height], [4, 0x480000], [4, 0x480000], [4, 0], [2, 1]);
  const fixed = join(zeros(6), fields([2, 1]), zeros(16), sizes, zeros(32), fields([2, 24], [2, 0xffff]));
  return box('avc1', fixed, box('avcC', configuration(rung)), box('pasp', fields([4, 1], [4, 1])));
}

/** ISO 14496-15, 5.3.3.1; parameter sets of profile and level, without the picture's size. */
function configuration(rung: VideoRung): Uint8Array {
  const profile = profiles[rung.profile];
  const level = Math.round(Number(rung.level) * 10);
  const sequence = Uint8Array.of(0x67, profile, 0, level, 0xac, 0xd9, 0x40);
  const picture = Uint8Array.of(0x68, 0xeb, 0xe3, 0xcb, 0x22, 0xc0);
  const high = rung.profile === 'high' ? Uint8Array.of(0xfd, 0xf8, 0xf8, 0) : zeros(0);
  return join(
    Uint8Array.of(1, profile, 0, level, 0xff, 0xe1),
    join(fields([2, sequence.length]), sequence, fields([1, 1], [2, picture.length]), picture, high),
  );
}

const priming = 1024;
const packetSamples = 1024;
const silence = Uint8Array.of(0x21, 0x10, 0x04, 0x60, 0x8c, 0x1c);
/** ISO 14496-3, 1.6.3.3. */
const frequencies = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000];

/** One AAC-LC track of silence with the usual packet of priming. */
export function simulatedAudio(work: AudioWork): Uint8Array {
  const packets = Math.ceil((Math.round(work.duration * work.sampleRate) + priming) / packetSamples);
  const samples = Array.from({ length: packets }, () => ({ isKey: true, bytes: silence }));
  const track = { handler: 'soun', width: 0, height: 0, sampleTicks: packetSamples, priming } as const;
  return fragmentedFile({ ...track, timescale: work.sampleRate, sampleEntry: audioEntry(work) }, samples);
}

function audioEntry(work: AudioWork): Uint8Array {
  const index = Math.max(0, frequencies.indexOf(work.sampleRate));
  const config = fields([2, (2 << 11) | (index << 7) | ((work.channels === 8 ? 7 : work.channels) << 3)]);
  const decoder = descriptor(
    4,
    fields([1, 0x40], [1, 0x15]),
    zeros(3),
    fields([4, work.bitRate], [4, work.bitRate]),
    descriptor(5, config),
  );
  const esds = fullBox('esds', 0, descriptor(3, fields([2, 1], [1, 0]), decoder, descriptor(6, fields([1, 2]))));
  const fixed = fields([2, 1], [4, 0], [4, 0], [2, work.channels], [2, 16], [4, 0], [4, work.sampleRate * 0x10000]);
  return box('mp4a', zeros(6), fixed, esds);
}

/** ISO 14496-1, 7.2.2: tag, length, body. */
function descriptor(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = join(...parts);
  return join(fields([1, tag], [1, body.length]), body);
}

export function simulatedText(start: number): Uint8Array {
  return text(`WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nsimulated from ${start}\n`);
}
