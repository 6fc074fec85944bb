import type { Cue, WebVtt } from './cue.ts';

/** Writes WebVTT. What would end a cue early (empty lines, arrows) is taken out of texts and ids. */
export function serialiseWebVtt({ blocks, cues }: WebVtt): string {
  return `${['WEBVTT', ...blocks, ...cues.map(cueBlock)].join('\n\n')}\n`;
}

/** `hh:mm:ss.ttt`. */
export function timestampOf(seconds: number): string {
  const all = Math.round(seconds * 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(all / 3_600_000);
  const minutes = Math.floor(all / 60_000) % 60;
  const whole = Math.floor(all / 1000) % 60;
  return `${two(hours)}:${two(minutes)}:${two(whole)}.${String(all % 1000).padStart(3, '0')}`;
}

function cueBlock({ id, start, end, settings, text }: Cue): string {
  const times = `${timestampOf(start)} --> ${timestampOf(end)}${settings === '' ? '' : ` ${settings}`}`;
  const safe = text
    .replaceAll('-->', '--&gt;')
    .replace(/\n{2,}/g, '\n')
    .replace(/^\n|\n$/g, '');
  return [...(id === '' ? [] : [id.replaceAll('-->', '').replace(/\s+/g, ' ')]), times, safe].join('\n');
}
