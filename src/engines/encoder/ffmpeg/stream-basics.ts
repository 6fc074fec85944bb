import { languageOf, parseRational, type Rational } from '../../../kit/index.ts';
import type { StreamBasics } from '../../../media/index.ts';
import type { ProbedStream, Tags } from './probed.ts';

/** What the ffmpeg here knows, which decides what of a file can be used. */
export interface Known {
  /** Codecs that it decodes, by its names. */
  readonly decoders: ReadonlySet<string>;
  /** What the container calls codecs that it does not know, by stream index. */
  readonly ids: ReadonlyMap<number, string>;
}

export function basicsOf(stream: ProbedStream, { ids }: Known): StreamBasics {
  const tag = ids.get(stream.index) ?? printable(stream.codec_tag_string);
  return {
    index: stream.index,
    codec: stream.codec_name ?? 'unknown',
    ...(stream.codec_name === undefined && tag !== undefined ? { tag } : {}),
    language: language(stream.tags?.language),
    label: stream.tags?.title ?? '',
    isDefault: stream.disposition?.default === 1,
    startTime: seconds(stream.start_time),
  };
}

/** Without the tags that are numbers, which ffprobe writes as `[27][0][0][0]`. */
export function printable(tag: string | undefined): string | undefined {
  const text = tag?.trim() ?? '';
  return text === '' || /\[\d+\]/.test(text) ? undefined : text;
}

/**
 * Containers write ISO 639-2 (`ger`, `deu`), players want BCP 47 (`de`). Some write a name, an underscore, or the
 * languages of both channels (`deu,eng`), of which the first is told.
 */
function language(tag = ''): string {
  const word = tag.replaceAll('_', '-').split(/[,;/]/)[0]?.trim() ?? '';
  return languageOf(word) ?? canonical(word) ?? 'und';
}

/** A code without a name, such as one that broadcasters agreed on; no word that only looks like one. */
function canonical(word: string): string | undefined {
  try {
    return /^[a-z]{2,3}(-|$)/i.test(word) ? Intl.getCanonicalLocales(word)[0] : undefined;
  } catch {
    return undefined;
  }
}

export function seconds(text: string | undefined): number | null {
  const value = Number(text ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}

export function positive(text: string | undefined): Rational | undefined {
  const value = parseRational(text ?? '');
  return value !== undefined && value.num > 0 ? value : undefined;
}

/** mkvmerge writes the language behind the name: `DURATION-eng`. */
export function tagOf(tags: Tags, name: string): string | undefined {
  return tags[name] ?? Object.entries(tags).find(([key]) => key.startsWith(`${name}-`))?.[1];
}

/** Seconds from a Matroska file's beginning to the end of a track. */
export function durationTag(tags: Tags): number | undefined {
  const [, hours, minutes, rest] = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(tagOf(tags, 'DURATION') ?? '') ?? [];
  return hours === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}
