// Contrast as it is seen: the text's colour against the pixels that lie under it, pictures and gradients included.
import type { Page } from 'playwright-core';

/** WCAG contrast that is asked of text: more where it is small, in CSS pixels. */
const small = { below: 18, least: 7 };
const leastOfLarge = 4.5;

interface Text {
  readonly words: string;
  /** Of the letters, 0 to 255. */
  readonly color: readonly [number, number, number];
  readonly size: number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/**
 * Text on the screen that has too little contrast, a line each. What lies under a text is taken at its worst: the mean
 * of the twentieth of its pixels that is nearest to the letters' own lightness.
 */
export async function faintText(page: Page): Promise<readonly string[]> {
  const texts = await page.evaluate(takeTexts);
  const shot = await page.screenshot({ type: 'png', scale: 'css' });
  // The page's policy lets it open no picture of ours; an empty one may.
  const bench = await page.context().newPage();
  const contrasts = await bench.evaluate(measure, { picture: shot.toString('base64'), texts });
  await bench.close();
  if (texts.length === 0) throw new Error('There is no text on the screen.');
  return texts.flatMap(({ words, size }, at) => {
    const [contrast = 0, least] = [contrasts[at], size < small.below ? small.least : leastOfLarge];
    return contrast >= least ? [] : [`${contrast.toFixed(1)} of ${least}: “${words}”, ${size}px`];
  });
}

/** Finds every line of text that is seen, and leaves the page without its letters. */
function takeTexts(): Text[] {
  const texts: Text[] = [];
  const hidden = new Set<HTMLElement>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || (node.textContent ?? '').trim() === '') continue;
    if (element.closest('script, noscript, option, .over-tens, .unseen, .skip, [aria-disabled="true"]') !== null)
      continue;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const { color, fontSize } = getComputedStyle(element);
    const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { x, y, width, height } of range.getClientRects()) {
      const [left, top] = [Math.max(0, x), Math.max(0, y)];
      const box = { x: left, y: top, width: Math.min(innerWidth, x + width) - left, height: y + height - top };
      if (box.width < 2 || y < 0 || y + height > innerHeight) continue;
      // Not where something lies over a part of it.
      const over = [1, height / 2, height - 1].map((down) => document.elementFromPoint(left + box.width / 2, y + down));
      if (!over.every((one) => one !== null && (one.contains(element) || element.contains(one)))) continue;
      const words = (node.textContent ?? '').trim().slice(0, 40);
      texts.push({ words, color: [red, green, blue], size: Number.parseFloat(fontSize), box });
    }
    hidden.add(element);
  }
  for (const element of hidden) element.style.setProperty('-webkit-text-fill-color', 'transparent', 'important');
  return texts;
}

async function measure({ picture, texts }: { picture: string; texts: readonly Text[] }): Promise<number[]> {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
  if (canvas === null) throw new Error('No canvas');
  canvas.drawImage(bitmap, 0, 0);
  const linear = (value: number) => (value <= 10.3 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = (red: number, green: number, blue: number) =>
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  return texts.map(({ color, box }) => {
    const { data } = canvas.getImageData(box.x, box.y, Math.max(1, box.width), Math.max(1, box.height));
    const own = light(...color);
    const lights: number[] = [];
    for (let at = 0; at < data.length; at += 4) lights.push(light(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0));
    lights.sort((a, b) => Math.abs(a - own) - Math.abs(b - own));
    const worst = lights.slice(0, Math.max(1, Math.floor(lights.length / 20)));
    const under = worst.reduce((sum, one) => sum + one, 0) / worst.length;
    return (Math.max(own, under) + 0.05) / (Math.min(own, under) + 0.05);
  });
}
