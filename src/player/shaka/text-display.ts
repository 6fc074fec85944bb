import { type Caption, type CaptionRun, captionsAt } from '../captions.ts';
import type { ShakaCue, TextDisplayer } from './library.ts';

/** Takes the captions that Shaka reads, and shows none: the page draws them, in the viewer's own style. */
export interface CaptionStore extends TextDisplayer {
  at(time: number): readonly Caption[];
}

export function captionStore(): CaptionStore {
  let captions: readonly Caption[] = [];
  let visible = false;
  return {
    at: (time) => (visible ? captionsAt(captions, time) : []),
    append(cues) {
      const known = new Set(captions.map(keyOf));
      captions = [...captions, ...cues.map(captionOf).filter((caption) => !known.has(keyOf(caption)))];
    },
    // Shaka takes out what was shown a while ago, as it does with pictures. Captions weigh nothing, and one who shows
    // them later than the film does still wants them: they stay until the track changes.
    remove(from, until) {
      if (from <= 0 && until === Number.POSITIVE_INFINITY) captions = [];
      return true;
    },
    isTextVisible: () => visible,
    setTextVisibility(on) {
      visible = on;
    },
    setTextLanguage() {},
    configure() {},
    destroy() {
      captions = [];
      return Promise.resolve();
    },
  };
}

/** Segments may say the same caption twice where it crosses from one into the next. */
function keyOf({ start, end, lines }: Caption): string {
  return `${start.toFixed(3)} ${end.toFixed(3)} ${lines.map((runs) => runs.map(({ text }) => text).join('')).join('\n')}`;
}

export function captionOf(cue: ShakaCue): Caption {
  const lines: CaptionRun[][] = [[]];
  collect(cue, lines);
  return {
    start: cue.startTime,
    end: cue.endTime,
    lines: lines.filter((runs) => runs.some(({ text }) => text.trim() !== '')),
    top: topOf(cue),
    middle: cue.position ?? undefined,
    size: cue.size > 0 ? cue.size : 100,
    align: cue.textAlign === 'center' ? 'center' : /end|right/.test(cue.textAlign) ? 'end' : 'start',
  };
}

/** Line numbers count from the top, or from the bottom where they are negative; a picture has some fifteen. */
function topOf({ line, lineInterpretation }: ShakaCue): number | undefined {
  if (line === null) return undefined;
  if (Number(lineInterpretation) === 1) return line;
  return line >= 0 ? (line / 15) * 100 : undefined;
}

function collect(cue: ShakaCue, lines: CaptionRun[][]): void {
  if (cue.lineBreak) lines.push([]);
  for (const [index, text] of cue.payload.split('\n').entries()) {
    if (index > 0) lines.push([]);
    if (text === '') continue;
    lines.at(-1)?.push({
      text,
      italic: cue.fontStyle === 'italic',
      bold: cue.fontWeight >= 600,
      underline: cue.textDecoration.some((decoration) => decoration === 'underline'),
      color: cue.color,
    });
  }
  for (const nested of cue.nestedCues) collect(nested, lines);
}
