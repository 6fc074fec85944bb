// The front page as the door draws it: there without a script, taken over by the app without a jolt, and put away
// where the browser knows better.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { addFilm, type Bijou, startBijou } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';
import { hostileTitles } from './fixtures/library.ts';
import { type LaunchOptions, launchChromium } from './launch.ts';

type Drawing = typeof import('../../src/web/drawn/draw.tsx');

describe('the drawn front page', () => {
  let bijou: Bijou;
  let folder: string;
  const ids: string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-films-'));
    bijou = await startBijou({ mode: 'one process' });
    for (const [name, seconds] of [
      ['older', 3],
      ['newer', 4],
    ] as const) {
      const film = await makeFilm(join(folder, `${name}.mp4`), { width: 320, height: 180, shots: [seconds, 4] });
      ids.push((await addFilm(bijou, film)).id);
    }
  });
  after(async () => {
    await bijou.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(options: LaunchOptions, look: (page: Page, errors: readonly string[]) => Promise<void>) {
    await using browser = await launchChromium({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await look(page, errors);
  }

  test('is there without a script, in the reader’s own language', async () => {
    for (const [locale, play] of [
      ['en-GB', 'Play'],
      ['de-AT', 'Abspielen'],
      ['ar', 'تشغيل'],
    ] as const) {
      await open({ locale, javaScriptEnabled: false }, async (page) => {
        await page.goto(bijou.url);
        const scene = page.locator('.scene');
        await scene.getByText('newer').waitFor();
        await scene.locator(`a[href^="/watch/${ids[1]}"]`, { hasText: play }).waitFor();
        assert.equal(await page.locator('.strip a.card').count(), 2);
        assert.equal(
          await page.evaluate(() => document.querySelector('.scene img')?.getAttribute('data-there')),
          'true',
        );
      });
    }
  });

  test('is taken over by the app where it stands: nothing is drawn anew, and nothing moves', async () => {
    await open({}, async (page, errors) => {
      await page.addInitScript(() => {
        const seen = { shift: 0, replaced: 0 };
        Object.assign(window, { seen });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shift += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
        addEventListener('DOMContentLoaded', () => {
          const image = document.querySelector('.scene img');
          const house = document.getElementById('house') ?? document.body;
          new MutationObserver(() => {
            if (image !== null && !image.isConnected) seen.replaced += 1;
          }).observe(house, { childList: true, subtree: true });
        });
      });
      await page.goto(bijou.url);
      await page.locator('#house:not([data-drawn]) .strip a.card').first().waitFor();
      await page.waitForLoadState('networkidle');
      const seen = await page.evaluate(() => (window as unknown as { seen: object }).seen);
      assert.deepEqual(seen, { shift: 0, replaced: 0 });
      assert.deepEqual(errors, []);
      await page.locator(`.strip a[href="/title/${ids[0]}"]`).click();
      await page.locator('h1', { hasText: 'older' }).waitFor();
    });
  });

  test('keeps a click for the app that has not come yet', async () => {
    await open({}, async (page) => {
      await page.route('**/assets/app-*.js', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        await route.continue();
      });
      await page.goto(bijou.url, { waitUntil: 'commit' });
      await page.locator(`#house[data-drawn] .strip a[href="/title/${ids[0]}"]`).click();
      await page.locator('h1', { hasText: 'older' }).waitFor();
      await page.goBack();
      await page.locator(`.strip a[href="/title/${ids[0]}"]:focus`).waitFor();
    });
  });

  test('is put away where a film was stopped in the middle, or another language was chosen', async () => {
    await open({}, async (page) => {
      await page.goto(bijou.url);
      await page.evaluate((id) => {
        const place = { at: 6, duration: 7, savedAt: Date.now() };
        localStorage.setItem('bijou.places', JSON.stringify({ [id]: place }));
        localStorage.setItem('bijou.language', 'de');
      }, ids[0] ?? '');
      await page.reload();
      await page.locator('.scene', { hasText: 'older' }).getByText('Weiter ab 0:06').waitFor();
      assert.equal(await page.locator('.scene', { hasText: 'newer' }).count(), 0);
    });
  });
});

test('names that are markup stay text, and no style needs an exception from the policy', async () => {
  const built = join(import.meta.dirname, '..', '..', 'dist', 'web-drawn', 'draw.mjs');
  const { drawFront } = (await import(pathToFileURL(built).href)) as Drawing;
  const [first, ...rest] = hostileTitles();
  assert.ok(first);
  const titles = [{ ...first, name: '</script><script>alert(1)</script>$&' }, ...rest];
  const page = '<html lang="en"><body><div id="house"></div></body></html>';
  const drawn = await drawFront(page, { titles, more: true, preferred: [] });
  assert.equal(drawn.match(/<script/g)?.length, 1);
  assert.doesNotMatch(drawn, / style="| on[a-z]+="/);
  assert.match(drawn, /&lt;\/script>|&lt;\/script&gt;/);
  const data = JSON.parse(/<script type="application\/json" id="front">(.*?)<\/script>/s.exec(drawn)?.[1] ?? '');
  assert.equal(data.titles[0].name, titles[0]?.name);
});
