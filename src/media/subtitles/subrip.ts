import type { Cue } from '../webvtt/cue.ts';
import { placeSettings, webVttText } from './markup.ts';

const timing =
  /^\s*(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[,.](\d{1,3}))?\s*-->\s*(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[,.](\d{1,3}))?/;

/** Reads SubRip, forgiving: numbers may be missing, blank lines may stand within a text or be missing between two. */
export function parseSubRip(source: string): Cue[] {
  const lines = source
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  const times = lines.flatMap((line, index) => {
    const match = timing.exec(line);
    return match === null ? [] : [{ index, start: seconds(match, 1), end: seconds(match, 5) }];
  });
  return times.flatMap(({ index, start, end }, number) => {
    const next = times[number + 1];
    const text = textOf(lines.slice(index + 1, next?.index ?? lines.length), next !== undefined);
    if (text === '' || end <= start) return [];
    const place = /\{\\an?(\d{1,2})\}/.exec(text);
    return [
      {
        id: '',
        start,
        end,
        settings: placeSettings(place === null ? undefined : Number(place[1])),
        text: webVttText(text.replace(/\{\\[^}]*\}/g, '').trim()),
      },
    ];
  });
}

/** The lines of a cue's text, without the number of the one that follows. */
function textOf(lines: readonly string[], hasNext: boolean): string {
  const kept = [...lines];
  const trim = () => {
    while (kept.length > 0 && kept.at(-1)?.trim() === '') kept.pop();
  };
  trim();
  if (hasNext && /^\s*\d+\s*$/.test(kept.at(-1) ?? '')) kept.pop();
  trim();
  return kept
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

function seconds(match: RegExpExecArray, from: number): number {
  const [hours, minutes, whole] = [0, 1, 2].map((place) => Number(match[from + place]));
  const thousandths = Number((match[from + 3] ?? '0').padEnd(3, '0'));
  return ((hours ?? 0) * 3_600_000 + (minutes ?? 0) * 60_000 + (whole ?? 0) * 1000 + thousandths) / 1000;
}
