import { mediaErrors } from '../errors.ts';
import type { Cue, WebVtt } from '../webvtt/cue.ts';
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
  return { file: { ...file, cues: fromZero(cues) }, charset };
}

/** Seconds at which a broadcaster's tape begins, and for how long before that its leader may have words. */
const tapeBegins = 36_000;
const leader = 60;

/** Of times that are a tape's, those of its film. No film of its own has its first words after ten hours. */
function fromZero(cues: readonly Cue[]): readonly Cue[] {
  const [first] = cues;
  if (first === undefined || first.start < tapeBegins - leader) return cues;
  const moved = (time: number) => Math.max(0, Math.round((time - tapeBegins) * 1000) / 1000);
  return cues.map((cue) => ({ ...cue, start: moved(cue.start), end: moved(cue.end) })).filter(({ end }) => end > 0);
}

function formatOf(text: string): WebVtt | undefined {
  if (/^\ufeff?WEBVTT(?:[ \t\r\n]|$)/.test(text)) return parseWebVtt(text);
  if (isTtml(text)) return { blocks: [], cues: parseTtml(text).filter(({ end }) => Number.isFinite(end)) };
  if (/^\s*\[events\]/im.test(text)) return { blocks: [], cues: parseAss(text) };
  if (text.includes('-->')) return { blocks: [], cues: parseSubRip(text) };
  return undefined;
}
