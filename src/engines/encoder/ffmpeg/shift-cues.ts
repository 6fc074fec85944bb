const timing = /^((?:\d+:)?\d\d:\d\d\.\d{3}) --> ((?:\d+:)?\d\d:\d\d\.\d{3})(.*)$/;

export interface CueShifter {
  /** Takes a piece of WebVTT, answers what is ready. */
  push(text: string): string;
  end(): string;
}

/**
 * Moves every cue `seconds` earlier. Blocks end at an empty line (WebVTT, 4.1): a cue that would end before zero is
 * left out with its block, one that would begin before zero begins there.
 */
export function cueShifter(seconds: number): CueShifter {
  let rest = '';
  function shiftBlock(block: string): string {
    let isGone = false;
    const lines = block.split('\n').map((line) => {
      const match = timing.exec(line);
      if (match === null) return line;
      const [, from = '', to = '', settings = ''] = match;
      const end = parse(to) - seconds;
      isGone ||= end <= 0;
      return `${write(Math.max(0, parse(from) - seconds))} --> ${write(Math.max(0, end))}${settings}`;
    });
    return isGone ? '' : `${lines.join('\n')}\n\n`;
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
