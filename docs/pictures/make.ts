// Takes the pictures of the README and of the pages' sizes: node docs/pictures/make.ts
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchChromium, until as seen } from '../../test/browser/launch.ts';
import { startBijou, until } from '../../test/support/bijou.ts';

const sizes = { phone: [390, 844], desktop: [1440, 900], tv: [1920, 1080] } as const;
const folder = import.meta.dirname;

const bijou = await startBijou({ mode: 'one process', sample: true });
try {
  await until('the films are whole', async () => {
    const all = await titles();
    return all.length === 3 && all.every(({ state }) => state === 'ready');
  });
  await mkdir(folder, { recursive: true });
  for (const [size, [width, height]] of Object.entries(sizes)) {
    const browser = await launchChromium({ viewport: { width, height } });
    const page = await browser.newPage();
    const id = (await titles()).find(({ name }) => name === 'The Paper Boat')?.id ?? '';
    for (const [name, path] of [
      ['home', '/'],
      ['watch', `/watch/${id}?t=9`],
      ['studio', '/studio'],
    ] as const) {
      await page.goto(bijou.url + path);
      if (name === 'watch')
        await seen(page, () => (document.querySelector('video')?.currentTime ?? 0) > 12, { argument: undefined });
      else await sleep(2_000);
      await page.mouse.move(width / 2, height / 2);
      await sleep(500);
      await page.screenshot({ path: join(folder, `${name}-${size}.jpg`), type: 'jpeg', quality: 82 });
    }
    await browser.close();
  }
} finally {
  await bijou.stop();
}

function titles(): Promise<readonly { id: string; name: string; state: string }[]> {
  return bijou.json('titles');
}
