import { glyphs } from './glyphs.ts';
import { type Point, type Stencil, stroke } from './shape.ts';

export interface Lettering {
  readonly text: string;
  /** Middle of the line and top of its letters, in pixels. */
  readonly x: number;
  readonly y: number;
  /** Height of a capital. */
  readonly size: number;
  /** Width of the pen, in pixels. */
  readonly weight: number;
  /** Space between letters as a part of `size`. */
  readonly spacing: number;
}

export interface PlacedLetter {
  readonly letter: string;
  /** Its middle. */
  readonly x: number;
  readonly width: number;
  readonly strokes: readonly (readonly Point[])[];
}

/** Where each letter of a line lies and what the pen does there. Letters without a glyph leave a gap. */
export function letters({ text, x, y, size, spacing }: Omit<Lettering, 'weight'>): readonly PlacedLetter[] {
  const known = [...text].map((letter) => ({ letter, glyph: glyphs[letter] ?? { width: 0.3, strokes: '' } }));
  const total = known.reduce((sum, { glyph }) => sum + glyph.width * size, (known.length - 1) * spacing * size);
  let left = x - total / 2;
  return known.map(({ letter, glyph }) => {
    const place = left;
    left += (glyph.width + spacing) * size;
    const strokes = pen(glyph.strokes).map((line) => line.map((p) => ({ x: place + p.x * size, y: y + p.y * size })));
    return { letter, x: place + (glyph.width * size) / 2, width: glyph.width * size, strokes };
  });
}

/** Adds a line of letters to the stencil. */
export function write(stencil: Stencil, lettering: Lettering): void {
  for (const { strokes } of letters(lettering)) {
    for (const points of strokes) stroke(stencil, points, lettering.weight);
  }
}

const drawn = new Map<string, readonly (readonly Point[])[]>();

function pen(strokes: string): readonly (readonly Point[])[] {
  const known = drawn.get(strokes);
  if (known !== undefined) return known;
  const lines: Point[][] = [];
  let line: Point[] = [];
  for (const [, command = '', rest = ''] of strokes.matchAll(/([MLA])([^MLA]*)/g)) {
    const [x = 0, y = 0, rx = 0, ry = 0, from = 0, to = 0] = rest.trim().split(/\s+/).map(Number);
    if (command === 'M' || line.length === 0) {
      line = [];
      lines.push(line);
    }
    if (command === 'A') line.push(...arc({ x, y, rx, ry, from, to }));
    else line.push({ x, y });
  }
  drawn.set(strokes, lines);
  return lines;
}

interface Arc extends Point {
  readonly rx: number;
  readonly ry: number;
  readonly from: number;
  readonly to: number;
}

function arc({ x, y, rx, ry, from, to }: Arc): readonly Point[] {
  const steps = Math.max(6, Math.ceil(Math.abs(to - from) / 9));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return { x: x + Math.cos(angle) * rx, y: y + Math.sin(angle) * ry };
  });
}
