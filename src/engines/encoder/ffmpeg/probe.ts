import { parseRational, type Rational } from '../../../kit/index.ts';
import type { AudioRole, AudioStream, Inspection, TextStream, VideoStream } from '../../../media/index.ts';
import { dolbyVisionOf, orientationOf, type SideData } from './side-data.ts';

/** The parts of ffprobe's JSON that are read. */
interface Probe {
  readonly streams?: readonly ProbedStream[];
  readonly chapters?: readonly {
    readonly start_time?: string;
    readonly end_time?: string;
    readonly tags?: Tags;
  }[];
  readonly packets?: readonly ProbedPacket[];
  readonly format?: { readonly format_name?: string; readonly duration?: string; readonly start_time?: string };
}

type Tags = Readonly<Record<string, string>>;

/** Of the first packets of the file, whichever stream they belong to. */
interface ProbedPacket {
  readonly stream_index?: number;
  readonly flags?: string;
  readonly side_data_list?: readonly SideData[];
}

interface ProbedStream {
  readonly index: number;
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly codec_tag_string?: string;
  readonly profile?: string;
  readonly width?: number;
  readonly height?: number;
  readonly pix_fmt?: string;
  readonly sample_aspect_ratio?: string;
  readonly avg_frame_rate?: string;
  readonly r_frame_rate?: string;
  readonly time_base?: string;
  readonly field_order?: string;
  readonly color_primaries?: string;
  readonly color_transfer?: string;
  readonly color_space?: string;
  readonly color_range?: string;
  readonly start_pts?: number;
  readonly start_time?: string;
  readonly duration?: string;
  readonly duration_ts?: number;
  readonly nb_frames?: string;
  readonly channels?: number;
  readonly channel_layout?: string;
  readonly sample_rate?: string;
  readonly disposition?: Readonly<Record<string, number>>;
  readonly tags?: Tags;
  readonly side_data_list?: readonly SideData[];
}

/** What ffprobe said, in the words of an inspection. */
export interface Probed {
  readonly inspection: Omit<Inspection, 'pictures' | 'looks' | 'complaints'>;
  /** Streams that may be encoded, the best first. */
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly video: VideoStream;
  /** Where the container says that it ends, in ticks of its time base, and how many pictures it says that there are. */
  readonly end?: number;
  readonly count?: number;
}

/** The first packets tell whether the rest is locked, and whether an edit list hides a beginning. */
export const probeArguments = [
  ...['-v', 'error', '-of', 'json', '-show_format', '-show_streams', '-show_chapters'],
  ...['-show_packets', '-read_intervals', '%+#60'],
];

/** Throws SyntaxError where the text is not JSON. */
export function readProbe(text: string): Probed {
  const probe = JSON.parse(text) as Probe;
  const streams = probe.streams ?? [];
  const packets = probe.packets ?? [];
  const video = ofType(streams, 'video').map((stream) => videoStream(stream, packetsOf(packets, stream)));
  return {
    inspection: {
      version: 1,
      container: probe.format?.format_name ?? 'unknown',
      durationSeconds: seconds(probe.format?.duration),
      startSeconds: seconds(probe.format?.start_time),
      video,
      audio: ofType(streams, 'audio').map(audioStream),
      text: ofType(streams, 'subtitle').map(textStream),
      chapters: (probe.chapters ?? []).map((chapter) => ({
        start: seconds(chapter.start_time) ?? 0,
        end: seconds(chapter.end_time) ?? 0,
        name: chapter.tags?.title ?? '',
      })),
    },
    candidates: candidatesOf(video).map((candidate) => {
      const { duration_ts, start_pts = 0, nb_frames } = streams.find(({ index }) => index === candidate.index) ?? {};
      const count = Number(nb_frames ?? Number.NaN) - candidate.hiddenPackets;
      return {
        video: candidate,
        ...(duration_ts === undefined ? {} : { end: start_pts + duration_ts }),
        ...(Number.isNaN(count) ? {} : { count }),
      };
    }),
  };
}

/** Films and no cover art: the largest first; among equals the default one, then the first. */
function candidatesOf(video: readonly VideoStream[]): readonly VideoStream[] {
  return video
    .filter((stream) => !stream.isPicture && !stream.isEncrypted && stream.width > 0 && stream.height > 0)
    .sort(
      (a, b) =>
        b.width * b.height - a.width * a.height || Number(b.isDefault) - Number(a.isDefault) || a.index - b.index,
    );
}

function packetsOf(packets: readonly ProbedPacket[], { index }: ProbedStream): readonly ProbedPacket[] {
  return packets.filter(({ stream_index }) => stream_index === index);
}

function ofType(streams: readonly ProbedStream[], type: string): ProbedStream[] {
  return streams.filter((stream) => stream.codec_type === type);
}

function basics(stream: ProbedStream) {
  return {
    index: stream.index,
    codec: stream.codec_name ?? 'unknown',
    language: language(stream.tags?.language),
    label: stream.tags?.title ?? '',
    isDefault: stream.disposition?.default === 1,
    startTime: seconds(stream.start_time),
  };
}

function videoStream(stream: ProbedStream, packets: readonly ProbedPacket[]): VideoStream {
  const { disposition = {}, side_data_list: sideData = [] } = stream;
  const { rotation, isMirrored } = orientationOf(sideData, stream.tags?.rotate);
  return {
    ...basics(stream),
    durationSeconds: seconds(stream.duration),
    profile: stream.profile ?? 'unknown',
    width: stream.width ?? 0,
    height: stream.height ?? 0,
    frameRate: positive(stream.avg_frame_rate) ?? positive(stream.r_frame_rate) ?? { num: 25, den: 1 },
    timeBase: positive(stream.time_base) ?? { num: 1, den: 1000 },
    pixelFormat: stream.pix_fmt ?? 'unknown',
    sampleAspect: positive(stream.sample_aspect_ratio) ?? { num: 1, den: 1 },
    rotation,
    isMirrored,
    fieldOrder: stream.field_order ?? 'unknown',
    color: {
      primaries: stream.color_primaries ?? 'unknown',
      transfer: stream.color_transfer ?? 'unknown',
      matrix: stream.color_space ?? 'unknown',
      range: stream.color_range ?? 'unknown',
    },
    dolbyVision: dolbyVisionOf(sideData),
    isEncrypted: isEncrypted(stream, packets),
    hiddenPackets: packets.filter(({ flags = '' }) => flags.includes('D')).length,
    ...(disposition.attached_pic === 1 && disposition.timed_thumbnails !== 1 ? { isCover: true } : {}),
    isPicture: [disposition.attached_pic, disposition.still_image, disposition.timed_thumbnails].includes(1),
  };
}

/** What programs write where nobody gave a track a name. */
const genericHandlers =
  /^(.*handler|core media (audio|video)|gpac.*|iso media.*|.*\bmainconcept.*|stereo|mono|surround)$/i;

/** A track's title; where it has none, its handler's name, which MP4 files of many programs use instead. */
function soundLabel({ tags = {} }: ProbedStream): string {
  const { title = '', handler_name = '' } = tags;
  if (title.trim() !== '') return title;
  // QuickTime's names begin with a byte that tells their length.
  const name = handler_name.replace(/\p{Cc}/gu, '').trim();
  return genericHandlers.test(name) ? '' : name;
}

function audioStream(stream: ProbedStream): AudioStream {
  const label = soundLabel(stream);
  const role = roleOf(stream, label);
  return {
    ...basics(stream),
    label,
    ...(role === undefined ? {} : { role }),
    channels: stream.channels ?? 0,
    layout: stream.channel_layout ?? 'unknown',
    sampleRate: Number(stream.sample_rate ?? 0),
    durationSeconds: seconds(stream.duration),
    heard: null,
  };
}

/** By its disposition, or by how it is called where nobody set that. */
function roleOf({ disposition = {} }: ProbedStream, title: string): AudioRole | undefined {
  if (disposition.visual_impaired === 1 || disposition.descriptions === 1) return 'description';
  if (/\b(audio description|descriptive|described video)\b/i.test(title)) return 'description';
  if (disposition.comment === 1 || /\bcomment(ary|s)\b/i.test(title)) return 'commentary';
  return undefined;
}

/** Teletext is drawn, too, unless ffmpeg was built with a library for it. */
const bitmapCodecs = ['hdmv_pgs_subtitle', 'dvd_subtitle', 'dvb_subtitle', 'dvb_teletext', 'xsub'];

function textStream(stream: ProbedStream): TextStream {
  return {
    ...basics(stream),
    isBitmap: bitmapCodecs.includes(stream.codec_name ?? ''),
    isForced: stream.disposition?.forced === 1 || /\bforced\b/i.test(stream.tags?.title ?? ''),
    isForHearingImpaired:
      stream.disposition?.hearing_impaired === 1 || /\b(sdh|hearing.impaired)\b/i.test(stream.tags?.title ?? ''),
  };
}

/** Some containers name it in the codec's tag, others keep it with each packet. */
function isEncrypted(stream: ProbedStream, packets: readonly ProbedPacket[]): boolean {
  if (['encv', 'drmi'].includes(stream.codec_tag_string ?? '')) return true;
  return packets.some(({ side_data_list: data = [] }) =>
    data.some((one) => /encryption info/i.test(one.side_data_type ?? '')),
  );
}

/** Containers write ISO 639-2 (`ger`, `deu`), players want BCP 47 (`de`). */
function language(tag: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(tag?.trim() ?? '')[0] ?? 'und';
  } catch {
    return 'und';
  }
}

function seconds(text: string | undefined): number | null {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}

function positive(text: string | undefined): Rational | undefined {
  const value = parseRational(text ?? '');
  return value !== undefined && value.num > 0 ? value : undefined;
}
