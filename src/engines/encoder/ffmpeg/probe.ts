import type { Inspection, OtherStream, VideoStream } from '../../../media/index.ts';
import { audioStream } from './audio-streams.ts';
import { candidatesOf } from './candidates.ts';
import type { Probe, ProbedPacket, ProbedStream } from './probed.ts';
import { patiently } from './program.ts';
import { type Programme, programmesOf } from './programmes.ts';
import { basicsOf, durationTag, type Known, printable, seconds } from './stream-basics.ts';
import { isText, textStream } from './text-streams.ts';
import { videoStream } from './video-streams.ts';

/** What ffprobe said, in the words of an inspection. */
export interface Probed {
  readonly inspection: Omit<Inspection, 'pictures' | 'looks' | 'complaints'>;
  /** Streams that may be encoded, the best first. */
  readonly candidates: readonly Candidate[];
  readonly programmes: readonly Programme[];
}

export interface Candidate {
  readonly video: VideoStream;
  /** Where the container says that it ends, in ticks of its time base, and how many pictures it says that there are. */
  readonly end?: number;
  readonly count?: number;
}

/** The first packets tell whether the rest is locked, and whether an edit list hides a beginning. */
export const probeArguments = [
  ...patiently,
  // Matroska's names of unknown codecs are information.
  ...['-v', 'info', '-hide_banner', '-of', 'json', '-show_format', '-show_streams', '-show_chapters', '-show_programs'],
  ...['-show_packets', '-read_intervals', '%+#60'],
];

/** `log`: what ffprobe said beside its answer. Throws SyntaxError where the text is not JSON. */
export function readProbe(
  text: string,
  { log = [], decoders }: { readonly log?: readonly string[]; readonly decoders: ReadonlySet<string> },
): Probed {
  return probedOf(JSON.parse(text) as Probe, { log, decoders });
}

export function probedOf(
  probe: Probe,
  { log, decoders }: { readonly log: readonly string[]; readonly decoders: ReadonlySet<string> },
): Probed {
  const streams = probe.streams ?? [];
  const packets = probe.packets ?? [];
  const known: Known = { decoders, ids: codecIds(streams, log) };
  const texts = streams.filter(isText);
  const video = ofType(streams, 'video').map((stream) =>
    videoStream(stream, { packets: packetsOf(packets, stream), known }),
  );
  const programmes = programmesOf(probe);
  return {
    inspection: {
      version: 1,
      container: probe.format?.format_name ?? 'unknown',
      durationSeconds: seconds(probe.format?.duration),
      startSeconds: seconds(probe.format?.start_time),
      video,
      audio: ofType(streams, 'audio').map((stream) => audioStream(stream, known)),
      text: texts.map((stream) => textStream(stream, known)),
      others: streams
        .filter((stream) => !['video', 'audio'].includes(stream.codec_type ?? '') && !texts.includes(stream))
        .map((stream) => otherStream(stream, known)),
      chapters: (probe.chapters ?? []).map((chapter) => ({
        start: seconds(chapter.start_time) ?? 0,
        end: seconds(chapter.end_time) ?? 0,
        name: chapter.tags?.title ?? '',
      })),
    },
    candidates: candidatesOf(video, programmes).map((candidate) => candidateOf(candidate, probe)),
    programmes,
  };
}

function candidateOf(video: VideoStream, { streams = [], format = {} }: Probe): Candidate {
  const stream = streams.find(({ index }) => index === video.index);
  const { duration_ts, start_pts = 0, nb_frames, tags = {} } = stream ?? {};
  const count = Number(nb_frames ?? Number.NaN) - video.hiddenPackets;
  const { num, den } = video.timeBase;
  const whole = (seconds(format.start_time) ?? 0) + (seconds(format.duration) ?? Number.NaN);
  // Where the container alone says how long it lasts, that is said of its longest stream.
  const isAlone = streams.every(({ codec_type }) => codec_type !== 'audio');
  const ends = Math.min(whole, durationTag(tags) ?? (isAlone ? whole : Number.NaN));
  const told = Number.isNaN(ends) ? undefined : Math.round((ends * den) / num);
  const end = duration_ts === undefined ? told : start_pts + duration_ts;
  return { video, ...(end === undefined ? {} : { end }), ...(Number.isNaN(count) ? {} : { count }) };
}

function otherStream(stream: ProbedStream, known: Known): OtherStream {
  const { index, codec } = basicsOf(stream, known);
  const tag = known.ids.get(index) ?? printable(stream.codec_tag_string);
  const kind = stream.codec_type === 'attachment' ? 'attachment' : 'data';
  return { index, kind, codec, ...(tag === undefined ? {} : { tag }) };
}

/** What Matroska calls codecs that ffmpeg does not know; ffprobe says it in its log alone, in the order of the tracks. */
function codecIds(streams: readonly ProbedStream[], log: readonly string[]): ReadonlyMap<number, string> {
  const ids = log.flatMap((line) => /Unknown\/unsupported AVCodecID (\S+?)\.?\s*$/.exec(line)?.[1] ?? []);
  const unknown = streams.filter((stream) => stream.codec_name === undefined && stream.codec_type !== 'attachment');
  // Otherwise nobody can tell which is which.
  return new Map(ids.length === unknown.length ? unknown.map(({ index }, place) => [index, ids[place] ?? '']) : []);
}

function packetsOf(packets: readonly ProbedPacket[], { index }: ProbedStream): readonly ProbedPacket[] {
  return packets.filter(({ stream_index }) => stream_index === index);
}

function ofType(streams: readonly ProbedStream[], type: string): ProbedStream[] {
  return streams.filter((stream) => stream.codec_type === type);
}
