// The forms that films come in: turned, stretched, at every rate, in every container that ffmpeg can make.
import { withMatrix } from '../../src/engines/encoder/testing/matrix.ts';
import type { Form } from './flash-film.ts';

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '18', '-pix_fmt', 'yuv420p'];
const aac = ['-c:a', 'aac', '-b:a', '96k'];
const mp2 = ['-c:a', 'mp2', '-b:a', '192k'];
const pcm = ['-c:a', 'pcm_s16le'];
const mpeg2 = ['-c:v', 'mpeg2video', '-q:v', '3'];
const bFrames = ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '3', '-pix_fmt', 'yuv420p'];

/** What is to be seen, and how the file's own pictures lie so that its matrix makes them so. */
const turns: readonly Form[] = (
  [
    ['0', 'null', [1, 0, 0, 1], 4 / 3],
    ['90', 'transpose=cclock', [0, 1, -1, 0], 4 / 3],
    ['180', 'hflip,vflip', [-1, 0, 0, -1], 4 / 3],
    ['270', 'transpose=clock', [0, -1, 1, 0], 4 / 3],
    ['0-mirrored', 'hflip', [-1, 0, 0, 1], 4 / 3],
    ['90-mirrored', 'transpose=cclock,hflip', [0, -1, -1, 0], 4 / 3],
    ['180-mirrored', 'vflip', [1, 0, 0, -1], 4 / 3],
    ['270-mirrored', 'transpose=clock,hflip', [0, 1, 1, 0], 4 / 3],
  ] as const
).map(([name, filters, matrix, shape]) => ({
  file: `turned-${name}.mp4`,
  filters,
  shape,
  patch: (bytes) => withMatrix(bytes, matrix),
}));

const aspects: readonly Form[] = (['4/3', '16/15', '16/11', '8/9', '10/11', '64/45', '2/1', '1/2'] as const).map(
  (aspect) => {
    const [num = 1, den = 1] = aspect.split('/').map(Number);
    return { file: `pixels-${num}-${den}.mp4`, filters: `setsar=${aspect}`, shape: (4 / 3) * (num / den) };
  },
);

const rates: readonly Form[] = [
  ...['24000/1001', '24', '25', '30000/1001', '30', '48', '50', '60000/1001', '60', '12.5', '15', '120'],
].map((rate) => ({ file: `rate-${rate.replace('/', '-')}.mp4`, rate }));

const milliseconds = ['-fps_mode', 'passthrough', '-enc_time_base', '1:1000'];
const uneven: readonly Form[] = [
  // Pictures are left out between flashes, as phones do in the dark.
  {
    file: 'uneven.mp4',
    filters: "select='lt(mod(n,25),6)+gte(mod(n,25),20)+not(mod(n,3))'",
    output: [...x264, ...aac, '-fps_mode', 'passthrough'],
  },
  {
    file: 'uneven.mkv',
    rate: '50',
    filters: "select='lt(mod(n,50),6)+gte(mod(n,50),40)+not(mod(n,4))'",
    output: [...bFrames, ...aac, ...milliseconds],
  },
  {
    file: 'uneven.webm',
    filters: "select='lt(mod(n,25),6)+gte(mod(n,25),20)+not(mod(n,2))'",
    output: ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '1M', '-c:a', 'libvorbis', '-fps_mode', 'passthrough'],
  },
  { file: 'milliseconds.mkv', rate: '60', output: [...bFrames, ...aac, ...milliseconds] },
];

const containers: readonly Form[] = [
  { file: 'b-frames.mp4', output: [...bFrames, ...aac] },
  { file: 'fragmented.mp4', output: [...bFrames, ...aac, '-movflags', '+frag_keyframe+empty_moov'] },
  { file: 'hevc.mp4', output: ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none', ...aac] },
  { file: 'apple.mov', output: [...bFrames, ...pcm] },
  { file: 'motion-jpeg.mov', output: ['-c:v', 'mjpeg', '-q:v', '3', ...pcm] },
  { file: 'prores.mov', output: ['-c:v', 'prores_ks', '-profile:v', '0', ...pcm] },
  { file: 'matroska.mkv', output: [...bFrames, '-c:a', 'libopus'] },
  { file: 'flac.mkv', output: [...bFrames, '-c:a', 'flac'] },
  { file: 'ac3.mkv', output: [...bFrames, '-c:a', 'ac3'] },
  { file: 'vp8.webm', output: ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '1M', '-c:a', 'libvorbis'] },
  { file: 'vp9.webm', output: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'] },
  { file: 'broadcast.ts', output: [...mpeg2, ...mp2] },
  { file: 'h264.ts', output: [...bFrames, ...aac] },
  { file: 'late.ts', output: [...bFrames, ...aac, '-output_ts_offset', '5000'] },
  { file: 'blu-ray.m2ts', output: [...bFrames, '-c:a', 'ac3'] },
  { file: 'xvid.avi', output: ['-c:v', 'mpeg4', '-q:v', '3', ...pcm] },
  { file: 'flash.flv', output: [...bFrames, ...aac] },
  { file: 'sorenson.flv', output: ['-c:v', 'flv1', '-q:v', '3', '-c:a', 'pcm_s16le', '-ar', '44100'] },
  { file: 'broadcast.mxf', output: [...mpeg2, ...pcm] },
  { file: 'disc.mpg', output: [...mpeg2, ...mp2] },
  { file: 'disc.vob', output: [...mpeg2, ...mp2, '-f', 'vob'] },
  { file: 'phone.3gp', output: [...x264, ...aac] },
  {
    file: 'old-phone.3gp',
    size: '352x288',
    output: ['-c:v', 'h263', '-q:v', '3', ...aac],
    shape: 4 / 3,
    filters: 'setsar=12/11',
  },
  { file: 'windows.wmv', output: ['-c:v', 'wmv2', '-q:v', '3', '-c:a', 'wmav2'] },
  { file: 'theora.ogv', output: ['-c:v', 'libtheora', '-q:v', '8', '-c:a', 'libvorbis'] },
  { file: 'nut.nut', output: [...bFrames, ...pcm] },
  {
    file: 'tape.dv',
    size: '720x576',
    output: ['-c:v', 'dvvideo', '-pix_fmt', 'yuv420p', ...pcm, '-ac', '2'],
    filters: 'setsar=16/15',
  },
];

const twice = (bytes: Buffer) => Buffer.concat([bytes, bytes]);
/** Recordings that were joined: the clock begins anew in the middle. */
const joined: readonly Form[] = [
  { file: 'joined.ts', output: [...bFrames, ...aac], copies: 2, patch: twice },
  { file: 'joined.mpg', output: [...mpeg2, ...mp2], copies: 2, patch: twice },
];

const pictures: readonly Form[] = [
  { file: 'upright-phone.mp4', size: '240x320', shape: 3 / 4 },
  { file: 'odd-sides.mkv', size: '321x241', output: ['-c:v', 'ffv1', ...pcm], shape: 321 / 241 },
  {
    file: 'every-value.mp4',
    filters: 'scale=out_range=pc,format=yuvj420p',
    output: ['-c:v', 'libx264', '-preset', 'ultrafast', ...aac],
  },
  { file: 'ten-bits.mkv', output: ['-c:v', 'ffv1', '-pix_fmt', 'yuv422p10le', ...pcm] },
  { file: 'rgb.mkv', output: ['-c:v', 'ffv1', '-pix_fmt', 'gbrp', ...pcm] },
  { file: 'gray.mkv', output: ['-c:v', 'ffv1', '-pix_fmt', 'gray', ...pcm] },
  {
    file: 'interlaced.mpg',
    rate: '25',
    filters: 'setfield=tff',
    output: [...mpeg2, '-flags', '+ilme+ildct', '-top', '1', ...mp2],
  },
  { file: 'bars.mp4', filters: 'pad=iw:ih+80:0:40' },
];

export const forms: readonly Form[] = [
  ...turns,
  ...aspects,
  ...rates,
  ...uneven,
  ...containers,
  ...joined,
  ...pictures,
];
