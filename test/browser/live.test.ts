// What the studio shows stays true over a cut: the services behind it die and come back, and nobody reloads the page.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { type Bijou, startBijou } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';
import { launchChromium, until } from './launch.ts';

const patience = { timeout: 120_000 };
let folder: string;
let bijou: Bijou;
let browser: BrowserContext;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bijou-live-'));
  bijou = await startBijou({ mode: 'a process per service', without: ['encoder'] });
  browser = await launchChromium({ reducedMotion: 'reduce' });
});

after(async () => {
  await browser?.close();
  await bijou?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('the wall catches up by itself after the studio and the door were killed', async () => {
  const film = await makeFilm(join(folder, 'Night Train.mp4'), { width: 640, height: 360, shots: [3, 2.4, 4] });
  const [title] = await bijou.json<{ id: string }[]>('add', film);
  const page = await browser.newPage();
  await page.goto(bijou.ownerUrl(`/studio/${title?.id}`));
  await page.locator('.film-head .live-open').waitFor(patience);
  assert.equal(await page.locator('.state[data-state="ready"]').count(), 0, 'without an encoder nothing gets ready');
  await page.evaluate(() => {
    document.documentElement.dataset.kept = 'true';
  });

  await Promise.all([bijou.kill('gateway'), bijou.kill('studio')]);
  await page.locator('.film-head .live:not(.live-open)').waitFor(patience);
  await Promise.all([bijou.startTarget('studio'), bijou.startTarget('gateway'), bijou.startTarget('encoder')]);

  await page.locator('.film-head .live-open').waitFor(patience);
  await page.locator('.film-head .state[data-state="ready"]').waitFor(patience);
  await until(page, () => document.querySelector('.wall-percent')?.textContent?.includes('100') === true, {
    argument: undefined,
  });
  assert.doesNotMatch(await page.locator('.rung-table').innerText(), /Waiting|Under way|Failed/);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.kept), 'true', 'it was not reloaded');
});
