import type { VideoStream } from '../inspection.ts';

/** What a picture's colours are, by ffmpeg's names, nothing left open. `matrix` is `gbr` for pictures of RGB. */
export interface PictureColor {
  readonly primaries: string;
  readonly transfer: string;
  readonly matrix: string;
  readonly range: 'tv' | 'pc';
}

type Tags = Omit<PictureColor, 'range'>;

const bt709: Tags = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709' };
const ntsc: Tags = { primaries: 'smpte170m', transfer: 'smpte170m', matrix: 'smpte170m' };
const pal: Tags = { primaries: 'bt470bg', transfer: 'smpte170m', matrix: 'bt470bg' };
const wide: Tags = { primaries: 'bt2020', transfer: 'bt2020-10', matrix: 'bt2020nc' };
const pq: Tags = { ...wide, transfer: 'smpte2084' };
const hlg: Tags = { ...wide, transfer: 'arib-std-b67' };

/** What is believed where a stream says nothing else, by what it does say: the first that fits. */
const families: readonly { readonly means: (tag: string) => boolean; readonly tags: Tags }[] = [
  { means: (tag) => tag === 'smpte2084', tags: pq },
  { means: (tag) => tag === 'arib-std-b67', tags: hlg },
  { means: (tag) => tag.startsWith('bt2020'), tags: wide },
  { means: (tag) => tag === 'bt470bg', tags: pal },
  { means: (tag) => tag === 'smpte170m', tags: ntsc },
  { means: (tag) => tag === 'bt709', tags: bt709 },
];

/** A stream's colours, with what it leaves open filled in. Pure. */
export function colorOf(video: VideoStream): PictureColor {
  const told = {
    primaries: toldTag(video.color.primaries),
    transfer: toldTag(video.color.transfer),
    matrix: isRgb(video) ? 'gbr' : toldTag(video.color.matrix),
  };
  const base = baseLayer(video);
  const known = [told.transfer, told.primaries, told.matrix].filter((tag) => tag !== undefined);
  const family = families.find(({ means }) => known.some(means))?.tags;
  const assumed = base ?? family ?? bySize(video);
  return {
    primaries: told.primaries ?? assumed.primaries,
    transfer: told.transfer ?? assumed.transfer,
    matrix: told.matrix ?? assumed.matrix,
    range: rangeOf(video),
  };
}

/** True where nothing says what the numbers in its pictures mean, so that it is taken by its size. */
export function isColorAssumed(video: VideoStream): boolean {
  const { primaries, transfer, matrix } = video.color;
  if (isRgb(video) || baseLayer(video) !== undefined) return false;
  return [primaries, transfer, matrix].every((tag) => toldTag(tag) === undefined);
}

/** Brighter than ordinary screens show. */
export function isHighDynamicRange({ transfer }: Pick<PictureColor, 'transfer'>): boolean {
  return transfer === 'smpte2084' || transfer === 'arib-std-b67';
}

/** As players take what is not tagged: what is larger than PAL is HD. */
function bySize({ width, height }: VideoStream): Tags {
  if (Math.max(width, height) >= 1280 || Math.min(width, height) > 576) return bt709;
  return height === 576 || height === 288 ? pal : ntsc;
}

function baseLayer({ dolbyVision }: VideoStream): Tags | undefined {
  if (dolbyVision === null) return undefined;
  const { compatibility } = dolbyVision;
  if (compatibility === 1 || compatibility === 6) return pq;
  if (compatibility === 4) return hlg;
  return compatibility === 2 ? bt709 : undefined;
}

function rangeOf(video: VideoStream): 'tv' | 'pc' {
  const { range } = video.color;
  if (range === 'tv' || range === 'pc') return range;
  if (video.pixelFormat.startsWith('yuvj') || isRgb(video)) return 'pc';
  // What was made for photographs uses every value.
  const isGray = /^(gray|ya|mono)/.test(video.pixelFormat);
  return isGray && !['h264', 'hevc', 'vp9', 'av1'].includes(video.codec) ? 'pc' : 'tv';
}

function isRgb({ pixelFormat, color }: VideoStream): boolean {
  return /^(gbr|rgb|bgr|argb|abgr|0rgb|0bgr|x2rgb|x2bgr|pal8)/.test(pixelFormat) || color.matrix === 'gbr';
}

/** Nothing but a name may reach a filter graph. */
function toldTag(tag: string): string | undefined {
  const isNothing = ['unknown', 'unspecified', 'reserved', 'gbr'].includes(tag) || !/^[a-z0-9-]+$/.test(tag);
  return isNothing ? undefined : tag;
}
