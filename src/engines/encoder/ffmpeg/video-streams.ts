import { toNumber } from '../../../kit/index.ts';
import type { VideoStream } from '../../../media/index.ts';
import type { ProbedPacket, ProbedStream } from './probed.ts';
import { dolbyVisionOf, orientationOf } from './side-data.ts';
import { basicsOf, durationTag, type Known, positive, seconds, tagOf } from './stream-basics.ts';

/** `packets`: those of the stream among the first of the file. */
export function videoStream(
  stream: ProbedStream,
  { packets, known }: { readonly packets: readonly ProbedPacket[]; readonly known: Known },
): VideoStream {
  const { disposition = {}, side_data_list: sideData = [] } = stream;
  const { rotation, isMirrored } = orientationOf(sideData, stream.tags?.rotate);
  const pictureCount = pictureCountOf(stream);
  return {
    ...basicsOf(stream, known),
    ...(known.decoders.has(stream.codec_name ?? '') ? {} : { isUnreadable: true }),
    durationSeconds: seconds(stream.duration),
    ...(pictureCount === undefined ? {} : { pictureCount }),
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

/** Some containers name it in the codec's tag, others keep it with each packet. */
function isEncrypted(stream: ProbedStream, packets: readonly ProbedPacket[]): boolean {
  if (['encv', 'drmi'].includes(stream.codec_tag_string ?? '')) return true;
  return packets.some(({ side_data_list: data = [] }) =>
    data.some((one) => /encryption info/i.test(one.side_data_type ?? '')),
  );
}

/** What a container says of how many pictures there are: some count them, Matroska says how long each track lasts. */
function pictureCountOf(stream: ProbedStream): number | undefined {
  const { nb_frames, tags = {} } = stream;
  const counted = Number(nb_frames ?? tagOf(tags, 'NUMBER_OF_FRAMES') ?? Number.NaN);
  if (Number.isSafeInteger(counted) && counted >= 0) return counted;
  const lasts = durationTag(tags) ?? Number.NaN;
  const rate = positive(stream.avg_frame_rate) ?? positive(stream.r_frame_rate);
  const estimated = rate === undefined ? Number.NaN : Math.round(lasts * toNumber(rate));
  return Number.isSafeInteger(estimated) ? estimated : undefined;
}
