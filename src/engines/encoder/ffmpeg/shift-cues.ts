import { tidyCue } from './tidy-cue.ts';

const timing = /^((?:\d+:)?\d\d:\d\d\.\d{3}) --> ((?:\d+:)?\d\d:\d\d\.\d{3})(.*)$/;

export interface CueShifter {
  /** Takes a piece of WebVTT, answers what is ready. */
  push(text: string): string;
  end(): string;
}

/**
 * Moves every cue to where `place` says that a time lies. Blocks end at an empty line (WebVTT, 4.1): a cue that would end before zero is
 * left out with its block, one that would begin before zero begins there. Words are tidied.
 */
export function cueShifter(place: (seconds: number) => number): CueShifter {
  let rest = '';
  function shiftBlock(block: string): string {
    const lines = block.split('\n');
    const timed = lines.findIndex((line) => timing.test(line));
    if (timed === -1) return `${block}\n\n`;
    const [, from = '', to = '', settings = ''] = timing.exec(lines[timed] ?? '') ?? [];
    const begin = place(parse(from));
    // What stays over a jump stays no longer than it was meant to.
    const end = Math.min(place(parse(to)), begin + parse(to) - parse(from));
    const words = tidyCue(lines.slice(timed + 1));
    if (end <= 0 || words.length === 0) return '';
    const times = `${write(Math.max(0, begin))} --> ${write(end)}${settings}`;
    return `${[...lines.slice(0, timed), times, ...words].join('\n')}\n\n`;
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
