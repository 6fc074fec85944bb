import { lastPart, type TextMarks, textMarks, wireErrors, withoutEnding } from '../../../contracts/index.ts';
import { BijouError, languageOf } from '../../../kit/index.ts';
import { readSubtitles, serialiseWebVtt } from '../../../media/index.ts';
import { studioErrors } from '../errors.ts';
import { type StoredFile, storeFile } from '../files.ts';
import type { Studio } from '../studio.ts';

/** The largest subtitle file that is taken, bytes. */
export const largestText = 5 * 1024 * 1024;

/** Subtitles that have been read and stored, and are not yet anybody's. */
export interface StoredText {
  readonly file: StoredFile;
  readonly language: string;
  readonly label: string;
  readonly forced: boolean;
}

/** Reads subtitles of any kind and stores them as WebVTT. Errors: `studio.not-subtitles`, those of objects. */
export async function storeText(
  studio: Studio,
  title: string | null,
  text: { readonly bytes: Uint8Array; readonly marks: TextMarks; readonly label?: string | undefined },
): Promise<StoredText> {
  const { bytes, marks, label } = text;
  const body = new TextEncoder().encode(webVttOf(bytes, marks.language));
  const file = await storeFile(studio, { kind: 'media', title }, body);
  const { language, forced } = marks;
  return { file, language, forced, label: label ?? labelOf(marks) };
}

/** What was told with the subtitles, completed by their file's name. Errors: `request.invalid`. */
export function marksOf(query: URLSearchParams): TextMarks & { readonly label: string | undefined } {
  const stem = withoutEnding(lastPart(query.get('filename') ?? ''));
  // The first word is the film's: there is a film "It".
  const named = textMarks(stem.replace(/^[^\s._]+/, ''));
  const told = query.get('language');
  const language = told === null || told === '' ? named.language : tagOf(told);
  const forced = query.has('forced') ? ['true', '1', ''].includes(query.get('forced') ?? '') : named.forced;
  const label = query.get('label')?.trim().slice(0, 200);
  return { language, forced, hearing: named.hearing, label: label === '' ? undefined : label };
}

/** A language's BCP 47 tag. Errors: `request.invalid`. */
export function tagOf(language: string): string {
  const tag = language === 'und' ? language : languageOf(language);
  if (tag === undefined) throw wireErrors.error('request.invalid', { why: `${language} is no language that is known` });
  return tag;
}

function webVttOf(bytes: Uint8Array, language: string): string {
  try {
    return serialiseWebVtt(readSubtitles(bytes, language).file);
  } catch (error) {
    if (!(error instanceof BijouError)) throw error;
    throw studioErrors.error('studio.not-subtitles', { why: error.message }, error);
  }
}

function labelOf({ language, forced, hearing }: TextMarks): string {
  const name = language === 'und' ? undefined : nameOf(language);
  const notes = [...(forced ? ['forced'] : []), ...(hearing ? ['SDH'] : [])];
  return `${name ?? 'Subtitles'}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}

/** As its own speakers call it. */
function nameOf(language: string): string | undefined {
  const name = new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(language);
  return name === undefined ? undefined : name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
