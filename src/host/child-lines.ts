/** Takes a stream of text piece by piece. */
export interface TextTaker {
  push(text: string): void;
  end?(): void;
}

const longestLine = 65_536;

/** Cuts a stream of text at every `\n` or `\r`; `end` hands out what is left. A line beyond 64 KB is cut. */
export function lineCutter(onLine: (line: string) => void): TextTaker {
  let rest = '';
  return {
    push(text) {
      const lines = (rest + text).split(/[\r\n]/);
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') onLine(line);
      if (rest.length > longestLine) {
        onLine(rest);
        rest = '';
      }
    },
    end() {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}

/** Keeps the last characters of a text that may be endless. */
export function tailKeeper(limit: number): TextTaker & { text(): string } {
  let tail = '';
  return {
    push(text) {
      tail += text;
      if (tail.length > limit * 2) tail = tail.slice(-limit);
    },
    text: () => tail.slice(-limit),
  };
}
