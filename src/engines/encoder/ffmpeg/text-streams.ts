import { isSampledText, type TextStream } from '../../../media/index.ts';
import type { ProbedStream } from './probed.ts';
import { basicsOf, type Known } from './stream-basics.ts';
import { teletextDecoder } from './teletext.ts';

/** Subtitles that are pictures, and that Matroska can hold as they are. */
const bitmapCodecs = ['hdmv_pgs_subtitle', 'dvd_subtitle', 'dvb_subtitle'];

/** MP4's codes of text that ffmpeg takes for data. */
const textTags = ['stpp', 'wvtt', 'dfxp', 'stxt', 'sbtt', 'c708'];

/** True for subtitles, and for what is text though ffmpeg does not know it. */
export function isText({ codec_type, codec_tag_string = '' }: ProbedStream): boolean {
  return codec_type === 'subtitle' || (codec_type === 'data' && textTags.includes(codec_tag_string));
}

export function textStream(stream: ProbedStream, known: Known): TextStream {
  const { disposition = {}, tags = {}, codec_name = '' } = stream;
  const title = tags.title ?? '';
  const basics = basicsOf(stream, known);
  const isBitmap = bitmapCodecs.includes(codec_name);
  const readAs = readerFor(stream, basics.tag);
  const isReadable = isBitmap || isSampledText(readAs) || known.decoders.has(readAs === 'text' ? readAs : codec_name);
  const isCaptions = disposition.captions === 1 || codec_name === 'eia_608';
  return {
    ...basics,
    isBitmap,
    ...(isReadable ? {} : { isUnreadable: true }),
    ...(isReadable && readAs !== undefined ? { readAs } : {}),
    isForced: disposition.forced === 1 || /\bforced\b/i.test(title),
    isForHearingImpaired:
      isCaptions || disposition.hearing_impaired === 1 || /\b(sdh|cc|hearing.impaired)\b/i.test(title),
  };
}

/**
 * What reads it where ffmpeg does not: MP4's TTML and WebVTT, by Bijou itself; mkvmerge's WebVTT, which older ffmpegs
 * do not know, as plain text, as a cue's words are all that its packets hold; teletext by its own decoder.
 */
function readerFor({ codec_name, codec_tag_string }: ProbedStream, tag: string | undefined): string | undefined {
  if (isSampledText(codec_tag_string)) return codec_tag_string;
  if (codec_name === 'ttml') return 'stpp';
  if (codec_name === 'dvb_teletext') return teletextDecoder;
  return tag === 'S_TEXT/WEBVTT' ? 'text' : undefined;
}
