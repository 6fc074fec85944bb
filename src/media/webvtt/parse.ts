import { mediaErrors } from '../errors.ts';
import type { Cue, WebVtt } from './cue.ts';

const timing = /^[ \t]*([\d:.]+)[ \t]*-->[ \t]*([\d:.]+)(?:[ \t]+(.*?))?[ \t]*$/;
const timestamp = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/;

/** Reads WebVTT (W3C, section 4). Comments are dropped. Errors: `media.bad-webvtt` with the line. */
export function parseWebVtt(source: string): WebVtt {
  const text = source
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '\ufffd');
  const lines = text.split('\n');
  if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')) throw wrong(1, 'it does not begin with WEBVTT');
  let at = 1;
  while (at < lines.length && lines[at] !== '') at++;
  const blocks: string[] = [];
  const cues: Cue[] = [];
  while (at < lines.length) {
    if (lines[at] === '') {
      at++;
      continue;
    }
    const first = at;
    while (at < lines.length && lines[at] !== '') at++;
    const block = lines.slice(first, at);
    const head = block[0] ?? '';
    if (/^NOTE(?:[ \t]|$)/.test(head)) continue;
    if (/^(?:STYLE|REGION)[ \t]*$/.test(head)) blocks.push(block.join('\n'));
    else cues.push(readCue(block, first + 1));
  }
  return { blocks, cues };
}

/** Seconds of a timestamp `hh:mm:ss.ttt` or `mm:ss.ttt`. */
export function parseTimestamp(text: string): number | undefined {
  const match = timestamp.exec(text);
  if (match === null) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0', thousandths = '0'] = match;
  return (Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(thousandths)) / 1000;
}

function readCue(block: readonly string[], line: number): Cue {
  const hasId = !(block[0] ?? '').includes('-->');
  const match = timing.exec(block[hasId ? 1 : 0] ?? '');
  const start = parseTimestamp(match?.[1] ?? '');
  const end = parseTimestamp(match?.[2] ?? '');
  if (start === undefined || end === undefined) throw wrong(line + (hasId ? 1 : 0), 'a cue has no times there');
  const id = hasId ? (block[0] ?? '') : '';
  return { id, start, end, settings: match?.[3] ?? '', text: block.slice(hasId ? 2 : 1).join('\n') };
}

function wrong(line: number, why: string): Error {
  return mediaErrors.error('media.bad-webvtt', { line, why });
}
