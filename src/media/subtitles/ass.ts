import type { Cue } from '../webvtt/cue.ts';
import { escapeText, placeSettings } from './markup.ts';

const usual = ['layer', 'start', 'end', 'style', 'name', 'marginl', 'marginr', 'marginv', 'effect', 'text'];

/** Reads ASS and SSA: the words and where they stand; drawings, fonts, colours and movement are left out. */
export function parseAss(source: string): Cue[] {
  let isEvents = false;
  let fields = usual;
  const cues: Cue[] = [];
  for (const line of source.replace(/^\ufeff/, '').split(/\r\n?|\n/)) {
    if (/^\s*\[/.test(line)) isEvents = /^\s*\[events\]/i.test(line);
    if (!isEvents) continue;
    const [, key = '', value = ''] = /^\s*(Format|Dialogue)\s*:\s*(.*)$/i.exec(line) ?? [];
    if (/^format$/i.test(key)) fields = value.split(',').map((field) => field.trim().toLowerCase());
    else if (/^dialogue$/i.test(key)) cues.push(...cueOf(value, fields));
  }
  return cues.sort((a, b) => a.start - b.start);
}

function cueOf(value: string, fields: readonly string[]): Cue[] {
  // The text is the last field, and may have commas.
  const parts = value.split(',');
  const field = (name: string) => parts[fields.indexOf(name)] ?? '';
  const start = seconds(field('start'));
  const end = seconds(field('end'));
  const text = parts.slice(fields.length - 1).join(',');
  if (start === undefined || end === undefined || end <= start || /\{[^}]*\\p[1-9]/.test(text)) return [];
  const place = /\{[^}]*\\an(\d)/.exec(text);
  const words = text
    .replace(/\{[^}]*\}/g, '')
    .replace(/\\n/gi, '\n')
    .replaceAll('\\h', ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
  if (words === '') return [];
  const settings = placeSettings(place === null ? undefined : Number(place[1]));
  return [{ id: '', start, end, settings, text: escapeText(words) }];
}

function seconds(text: string): number | undefined {
  const match = /^\s*(\d+):(\d{1,2}):(\d{1,2})[.:](\d{1,3})\s*$/.exec(text);
  if (match === null) return undefined;
  const [hours, minutes, whole] = match.slice(1, 4).map(Number);
  const thousandths = Number((match[4] ?? '').padEnd(3, '0'));
  return ((hours ?? 0) * 3_600_000 + (minutes ?? 0) * 60_000 + (whole ?? 0) * 1000 + thousandths) / 1000;
}
