import { tidyCue } from './tidy-cue.ts';

const timing = /^((?:\d+:)?\d\d:\d\d\.\d{3}) --> ((?:\d+:)?\d\d:\d\d\.\d{3})(.*)$/;

export interface CueShifter {
  /** Takes a piece of WebVTT, answers what is ready. */
  push(text: string): string;
  end(): string;
}

/**
 * Moves every cue `seconds` earlier. Blocks end at an empty line (WebVTT, 4.1): a cue that would end before zero is
 * left out with its block, one that would begin before zero begins there. Words are tidied.
 */
export function cueShifter(seconds: number): CueShifter {
  let rest = '';
  function shiftBlock(block: string): string {
    const lines = block.split('\n');
    const place = lines.findIndex((line) => timing.test(line));
    if (place === -1) return `${block}\n\n`;
    const [, from = '', to = '', settings = ''] = timing.exec(lines[place] ?? '') ?? [];
    const end = parse(to) - seconds;
    const words = tidyCue(lines.slice(place + 1));
    if (end <= 0 || words.length === 0) return '';
    const times = `${write(Math.max(0, parse(from) - seconds))} --> ${write(end)}${settings}`;
    return `${[...lines.slice(0, place), times, ...words].join('\n')}\n\n`;
  }
  return {
    push(text) {
      rest = (rest + text).replaceAll('\r\n', '\n');
      const blocks = rest.split(/\n{2,}/);
      rest = blocks.pop() ?? '';
      return blocks.map(shiftBlock).join('');
    },
    end() {
      const last = rest.trim() === '' ? '' : shiftBlock(rest.replace(/\n+$/, ''));
      rest = '';
      return last;
    },
  };
}

function parse(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

function write(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const rest = String(milliseconds % 1000).padStart(3, '0');
  return `${two(milliseconds / 3_600_000)}:${two((milliseconds / 60_000) % 60)}:${two((milliseconds / 1000) % 60)}.${rest}`;
}
