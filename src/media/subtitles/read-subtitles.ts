import { mediaErrors } from '../errors.ts';
import type { WebVtt } from '../webvtt/cue.ts';
import { parseWebVtt } from '../webvtt/parse.ts';
import { parseAss } from './ass.ts';
import { decodeText } from './charset.ts';
import { parseSubRip } from './subrip.ts';
import { isTtml, parseTtml } from './ttml.ts';

/**
 * Subtitles of any kind as WebVTT: SubRip, WebVTT, ASS or SSA, TTML, in whatever charset. `language` is what their file's
 * name says; it helps where the charset has to be guessed. Errors: `media.no-subtitles`.
 */
export function readSubtitles(
  bytes: Uint8Array,
  language = 'und',
): { readonly file: WebVtt; readonly charset: string } {
  const { text, charset } = decodeText(bytes, language);
  const file = formatOf(text);
  if (file === undefined || file.cues.length === 0) throw mediaErrors.error('media.no-subtitles', {});
  const cues = file.cues.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  return { file: { ...file, cues }, charset };
}

function formatOf(text: string): WebVtt | undefined {
  if (/^\ufeff?WEBVTT(?:[ \t\r\n]|$)/.test(text)) return parseWebVtt(text);
  if (isTtml(text)) return { blocks: [], cues: parseTtml(text).filter(({ end }) => Number.isFinite(end)) };
  if (/^\s*\[events\]/im.test(text)) return { blocks: [], cues: parseAss(text) };
  if (text.includes('-->')) return { blocks: [], cues: parseSubRip(text) };
  return undefined;
}
