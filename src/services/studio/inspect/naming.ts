import { codecName, type StreamBasics } from '../../../media/index.ts';

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** `stream 2 (Spanish, MPEG-H 3D Audio)` */
export function streamName(stream: Pick<StreamBasics, 'index' | 'language' | 'codec' | 'tag'>): string {
  const known = [languageName(stream.language), codecName(stream)].filter((word) => word !== undefined);
  return known.length === 0 ? `stream ${stream.index}` : `stream ${stream.index} (${known.join(', ')})`;
}

function languageName(tag: string): string | undefined {
  if (tag === 'und' || tag === '') return undefined;
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** `one`, `one and two`, `one, two and three` */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
