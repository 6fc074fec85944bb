import * as z from 'zod/mini';

/** A UUIDv7. */
export const titleId = z.uuid();
/** SHA-256, 64 hex digits. */
export const contentHash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** Something that inspection found, with the place in the film where there is one. */
export const finding = z.object({
  code: z.string(),
  severity: z.enum(['refused', 'repaired', 'warned']),
  sentence: z.string(),
  /** Seconds from the start of the film; `until` where it is a stretch and not a moment. */
  at: z.optional(z.number()),
  until: z.optional(z.number()),
  /** Address of a picture of that place in the film. */
  still: z.optional(z.string()),
});
export type Finding = z.infer<typeof finding>;

export const chapter = z.object({ start: z.number(), end: z.number(), name: z.string() });

/** One picture in several sizes, smallest first. Addresses are paths of the door and may be kept for ever. */
export const picture = z.object({
  width: z.int(),
  height: z.int(),
  /** Base64: what is shown until the picture is there. */
  thumbhash: z.string(),
  /** `#rrggbb`: the darkest colour that leads in it. */
  tint: z.string(),
  sizes: z.array(z.object({ width: z.int(), height: z.int(), type: z.string(), address: z.string() })),
});
export type Picture = z.infer<typeof picture>;

/** What stands for a title: the poster upright (2:3), the backdrop as the film is. */
export const artwork = z.object({ poster: z.optional(picture), backdrop: z.optional(picture) });
export type Artwork = z.infer<typeof artwork>;

/** An episode's place in its series. */
export const seriesPlace = z.object({
  name: z.string(),
  /** When the series began, where that is told: two series of one name are told apart by it. */
  year: z.optional(z.int().check(z.gte(1800), z.lte(2200))),
  /** 0: a special. Of a daily show, the year. */
  season: z.int(),
  /** Of a daily show, month and day: `304` is March 4. */
  episode: z.int(),
  /** The last episode, where one file holds several. */
  until: z.optional(z.int()),
});
export type SeriesPlace = z.infer<typeof seriesPlace>;

/** What is said of a title, by its file's name, by what lay beside it, or by its owner. */
export const titleMetadata = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(500)),
  year: z.optional(z.int().check(z.gte(1800), z.lte(2200))),
  /** Where it is an episode. */
  series: z.optional(seriesPlace),
  summary: z.optional(z.string().check(z.maxLength(10_000))),
  genres: z._default(z.array(z.string()), []),
  people: z._default(z.array(z.object({ name: z.string(), role: z.string() })), []),
  /** As printed on a poster: `12`, `PG-13`. */
  maturity: z.optional(z.string().check(z.maxLength(20))),
});
export type TitleMetadata = z.infer<typeof titleMetadata>;

/** Kinds of device that a rung is made for. */
export const deviceFamily = z.enum(['phone', 'tv', 'pc']);

/** What verification measured of a rung, over `pictures` pictures of a stated sample of shots. */
export const quality = z.object({
  /** Mean and lowest shot, 0 to 1. */
  ssim: z.number(),
  lowest: z.number(),
  /** 0 to 100, where the ffmpeg at hand has it. */
  vmaf: z.optional(z.number()),
  pictures: z.int(),
});
export type Quality = z.infer<typeof quality>;

/** Small pictures for seeking, many to a sheet: `{title}/{version}/{name}/{file}`, rows first. */
export const thumbnailTrack = z.object({
  name: z.string(),
  /** Of one small picture. */
  width: z.int(),
  height: z.int(),
  columns: z.int(),
  rows: z.int(),
  /** Seconds from one to the next. */
  interval: z.number(),
  count: z.int(),
  /** `image/jpeg` */
  type: z.string(),
  sheets: z.array(z.object({ file: z.string(), bytes: z.int(), hash: contentHash })),
});
export type ThumbnailTrack = z.infer<typeof thumbnailTrack>;

/** One video rendition of a version: one CMAF file. */
export const videoRendition = z.object({
  /** Names its folder: `720p`. */
  name: z.string(),
  /** RFC 6381, e.g. `avc1.64001f`. */
  codecs: z.string(),
  width: z.int(),
  height: z.int(),
  /** Pictures a second, as a fraction `30000/1001`. */
  frameRate: z.string(),
  /** Bits per second of its largest segment, and of the whole. */
  peakBandwidth: z.int(),
  averageBandwidth: z.int(),
  /** Bytes of the file, and the inclusive ranges of init section and `sidx` in it. */
  bytes: z.int(),
  init: z.object({ first: z.int(), last: z.int() }),
  index: z.object({ first: z.int(), last: z.int() }),
  /** Content hash of the file. */
  hash: contentHash,
  families: z.optional(z.array(deviceFamily)),
  quality: z.optional(quality),
});
/** How loud a track came (null: silent, or too short to tell), and the one gain, decibels, that it was given. */
export const loudness = z.object({
  /** LUFS, ITU-R BS.1770. */
  integrated: z.nullable(z.number()),
  /** dBTP. */
  truePeak: z.nullable(z.number()),
  gain: z.number(),
});
export type Loudness = z.infer<typeof loudness>;

/** What a sound track is, where it is not simply the film's sound in some language. */
export const audioRole = z.enum(['commentary', 'description']);

export const audioRendition = z.extend(
  z.omit(videoRendition, { width: true, height: true, frameRate: true, families: true, quality: true }),
  {
    language: z.string(),
    label: z.string(),
    channels: z.int(),
    sampleRate: z.int(),
    isDefault: z.boolean(),
    role: z.optional(audioRole),
    loudness: z.optional(loudness),
  },
);
export const textRendition = z.object({
  name: z.string(),
  language: z.string(),
  label: z.string(),
  bytes: z.int(),
  hash: contentHash,
  isDefault: z.boolean(),
  isForced: z.optional(z.boolean()),
  /** Tells of sounds, too. */
  isForHearingImpaired: z.optional(z.boolean()),
});

/** Subtitles that are pictures, as they came: `{title}/{version}/{name}/media.mks`, to be fetched and not played. */
export const pictureText = z.object({
  name: z.string(),
  language: z.string(),
  label: z.string(),
  /** By ffmpeg's name: `hdmv_pgs_subtitle`. */
  codec: z.string(),
  bytes: z.int(),
  hash: contentHash,
});
export type PictureText = z.infer<typeof pictureText>;

/**
 * What can be played: all that manifests need. Each rendition `name` is a folder
 * `{title}/{version}/{name}/` with `media.mp4` and `media.m3u8` (text: `media.vtt` and `media.m3u8`).
 */
export const presentation = z.object({
  title: titleId,
  /** Rises with each version of a title. */
  version: z.string(),
  durationSeconds: z.number(),
  /** Longest segment, rounded up: HLS's target duration. */
  targetDuration: z.int(),
  video: z.array(videoRendition),
  audio: z.array(audioRendition),
  text: z.array(textRendition),
  chapters: z.array(chapter),
  thumbnails: z.optional(thumbnailTrack),
  pictureTexts: z.optional(z.array(pictureText)),
});
export type Presentation = z.infer<typeof presentation>;
export type VideoRendition = z.infer<typeof videoRendition>;
export type AudioRendition = z.infer<typeof audioRendition>;
export type TextRendition = z.infer<typeof textRendition>;
