import { webVttText } from '../../../media/index.ts';

/** A shape that ASS draws, which ffmpeg hands on as if it were words. */
const drawing = /^\s*m(\s+-?\d+(\.\d+)?){2}(\s+([mnlbspc]|-?\d+(\.\d+)?))*\s*$/;

/**
 * The words of a cue as WebVTT has them: bold, italic and underlined stay; places, colours, drawings and remarks of
 * other formats go; what looks like a tag and is none is shown as it stands. None where nothing is left.
 */
export function tidyCue(lines: readonly string[]): string[] {
  const text = lines
    .map((line) => line.replace(/\{[^{}]*\}/g, '').trim())
    .filter((line) => line !== '' && !drawing.test(line))
    .join('\n');
  return text === '' ? [] : webVttText(text).split('\n');
}
