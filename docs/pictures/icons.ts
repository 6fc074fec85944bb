// Draws the app's icons in the sizes that devices ask for, from the one drawing: node docs/pictures/icons.ts
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchChromium } from '../../test/browser/launch.ts';

const folder = join(import.meta.dirname, '..', '..', 'src', 'web', 'public');
const drawing = await readFile(join(folder, 'icon.svg'), 'utf8');
const browser = await launchChromium();
const page = await browser.newPage();

/** A maskable icon may be cut to a circle: the drawing keeps to the middle of the room's colour. */
for (const [name, size, share] of [
  ['icon-180', 180, 1],
  ['icon-192', 192, 1],
  ['icon-512', 512, 1],
  ['icon-maskable-512', 512, 0.7],
] as const) {
  await page.setViewportSize({ width: size, height: size });
  const inner = Math.round(size * share);
  const square = name === 'icon-180' || share < 1;
  await page.setContent(
    `<style>body{margin:0;display:grid;place-items:center;height:100vh;background:${square ? '#100c0d' : 'transparent'}}
     svg{width:${inner}px;height:${inner}px;display:block}</style>${drawing}`,
  );
  await page.screenshot({ path: join(folder, `${name}.png`), omitBackground: !square });
}
await browser.close();
