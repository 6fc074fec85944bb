import { aacEntry } from '../bmff/mp4a.ts';
import { syncSample } from '../bmff/trun.ts';
import { mediaErrors } from '../errors.ts';
import type { Plan, PlannedAudio } from '../plan/plan.ts';
import { pictureTimes } from '../plan/timeline.ts';
import type { AudioPacket, AudioTrack } from './audio-track.ts';
import { initSection } from './init-section.ts';
import { type Layout, layOut, type SegmentContent } from './layout.ts';

export interface AudioParts {
  readonly plan: Pick<Plan, 'timeBase' | 'durations' | 'segments'>;
  readonly audio: Pick<PlannedAudio, 'name' | 'channels' | 'sampleRate'>;
  readonly track: AudioTrack;
}

/**
 * Lays one audio track out as a CMAF file. Priming is dropped, so the first packet is heard at the film's start, and
 * segments begin with the first packet at or after the beginning of the video's.
 * Errors: `media.audio-mismatch` where the track is another than planned, or ends more than a packet too early.
 */
export function layOutAudio({ plan, audio, track }: AudioParts): Layout {
  if (track.channels !== audio.channels || track.sampleRate !== audio.sampleRate) {
    throw mismatch(
      audio.name,
      `it has ${track.channels} channels at ${track.sampleRate} Hz, planned are ${audio.channels} at ${audio.sampleRate}`,
    );
  }
  const times = pictureTimes(plan);
  const samplesAt = (picture: number) =>
    ((times[picture] ?? 0) * plan.timeBase.num * track.sampleRate) / plan.timeBase.den;
  const end = samplesAt(times.length - 1);
  const packets = track.packets.filter(({ start }) => start >= 0 && start < end);
  checkComplete(packets, end, audio.name);
  const segments = split(packets, plan.segments.map(samplesAt)).map(segmentContent);
  const durationTicks = packets.reduce((sum, { ticks }) => sum + ticks, 0);
  const init = initSection({
    kind: 'soun',
    timescale: track.sampleRate,
    durationTicks,
    width: 0,
    height: 0,
    sampleEntry: aacEntry(track),
  });
  return layOut({ init, timescale: track.sampleRate, codecs: track.codecs, segments });
}

function checkComplete(packets: readonly AudioPacket[], end: number, name: string): void {
  const [first] = packets;
  const last = packets.at(-1);
  if (first === undefined || last === undefined) throw mismatch(name, 'it has no packet within the film');
  if (first.start >= first.ticks) throw mismatch(name, `it begins ${first.start} samples after the film`);
  if (last.start + last.ticks < end - last.ticks) {
    throw mismatch(name, `it ends after ${last.start + last.ticks} samples, the film after ${Math.round(end)}`);
  }
  for (const [index, packet] of packets.entries()) {
    const next = packets[index + 1];
    if (next !== undefined && next.start !== packet.start + packet.ticks) {
      throw mismatch(name, `there is a gap after ${packet.start + packet.ticks} samples`);
    }
  }
}

/** Segments without a packet (shorter than one) are left out. */
function split(packets: readonly AudioPacket[], starts: readonly number[]): AudioPacket[][] {
  const segments: AudioPacket[][] = [];
  let from = 0;
  for (const next of [...starts.slice(1), Number.POSITIVE_INFINITY]) {
    let to = from;
    while ((packets[to]?.start ?? Number.POSITIVE_INFINITY) < next) to++;
    if (to > from) segments.push(packets.slice(from, to));
    from = to;
  }
  return segments;
}

function segmentContent(packets: readonly AudioPacket[]): SegmentContent {
  const samples = packets.map(({ offset, size, ticks }) => ({
    chunk: 0,
    offset,
    size,
    duration: ticks,
    flags: syncSample,
    compositionOffset: 0,
  }));
  const { start, ticks: duration } = packets[0] ?? { start: 0, ticks: 0 };
  return { startTicks: start, samples, defaults: { duration, flags: syncSample } };
}

function mismatch(track: string, why: string): Error {
  return mediaErrors.error('media.audio-mismatch', { track, why });
}
