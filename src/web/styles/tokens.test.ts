import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

const colours = Object.fromEntries(
  [...(await readFile(join(import.meta.dirname, 'tokens.css'), 'utf8')).matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(
    ([, name = '', colour = '']) => [name, colour],
  ),
);

/** Relative luminance by WCAG 2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(colours[one] ?? '#000000'), luminance(colours[other] ?? '#000000')];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const grounds = ['room', 'room-deep', 'raised', 'raised-more'];

test('what is read, also small, stands out seven to one from everything that it stands on', () => {
  for (const ground of grounds) {
    for (const text of ['screen', 'quiet', 'brass', 'trouble', 'health']) {
      assert.ok(contrast(text, ground) >= 7, `${text} on ${ground}: ${contrast(text, ground).toFixed(2)}`);
    }
  }
});

test('words on velvet can be read, whether it is lit or not', () => {
  assert.ok(contrast('screen', 'velvet') >= 7);
  for (const velvet of ['velvet-lit', 'velvet-deep']) assert.ok(contrast('screen', velvet) >= 4.5);
});

test('edges of what can be used are seen', () => {
  for (const ground of grounds) assert.ok(contrast('line-strong', ground) >= 3, `on ${ground}`);
});
