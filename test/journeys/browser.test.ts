// A member in a real browser: the page, the film, the seek, the reload; and players that are not ours.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { seededRandom } from '../../src/kit/index.ts';
import { launchChromium, until } from '../browser/launch.ts';
import { addFilm, type Bijou, startBijou } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';

const require = createRequire(import.meta.url);
const length = 24;

describe('a member in Chromium', () => {
  let bijou: Bijou;
  let browser: BrowserContext;
  let folder: string;
  let id: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-films-'));
    // Addresses that live six seconds: every story below outlives several of them.
    bijou = await startBijou({ mode: 'a process per service', env: { BIJOU_URL_TTL: '6' } });
    const film = await makeFilm(join(folder, 'evening.mp4'), { width: 426, height: 240, shots: [4, 5, 3, 6, 6] });
    id = (await addFilm(bijou, film)).id;
    browser = await launchChromium();
  });

  after(async () => {
    await browser.close();
    await bijou.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function watch(query = ''): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(`${bijou.url}/watch/${id}${query}`);
    return page;
  }

  it('finds the film on the front page and plays it with a click', async () => {
    const page = await browser.newPage();
    await page.goto(bijou.url);
    await page.locator(`a[href^="/watch/${id}"]`).first().click();
    await playsPast(page, 1);
    await page.close();
  });

  it('seeks fifty times without an error', async () => {
    const page = await watch();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await playsPast(page, 0.5);
    const random = seededRandom(50);
    for (let seek = 0; seek < 50; seek += 1) {
      const to = random.float() * (length - 2);
      await page.evaluate((time) => {
        const video = document.querySelector('video');
        if (video !== null) video.currentTime = time;
      }, to);
      await until(page, () => document.querySelector('video')?.seeking === false, { argument: undefined });
      assert.ok(Math.abs((await timeOf(page)) - to) < 3);
    }
    assert.equal(await page.evaluate(() => document.querySelector('video')?.error ?? null), null);
    assert.deepEqual(errors, []);
    await page.close();
  });

  it('goes on at the same place after a reload', async () => {
    const page = await watch('?t=10');
    await playsPast(page, 11.5);
    const left = await timeOf(page);
    await page.reload();
    await until(page, () => (document.querySelector('video')?.readyState ?? 0) >= 2, { argument: undefined });
    assert.ok(Math.abs((await timeOf(page)) - left) <= 2);
    await page.close();
  });

  it('plays to its end while its addresses expire, without a stall', async () => {
    const page = await watch('?t=1');
    await playsPast(page, 1.5);
    await page.evaluate(() => {
      const video = document.querySelector('video');
      // Waits for bytes, that is: a busy machine may also be late with its pictures.
      video?.addEventListener('waiting', () => {
        const { buffered, currentTime, duration } = video;
        const end = buffered.length === 0 ? 0 : buffered.end(buffered.length - 1);
        if (end - currentTime < 0.5 && end < duration - 0.5) document.body.setAttribute('data-stalled', '');
      });
    });
    await until(page, () => document.querySelector('video')?.ended === true, { argument: undefined });
    assert.equal(await page.getAttribute('body', 'data-stalled'), null);
    await page.close();
  });

  for (const [name, script, address] of [
    ['hls.js', 'hls.js/dist/hls.min.js', 'hls'],
    ['shaka as it comes', 'shaka-player/dist/shaka-player.compiled.js', 'dash'],
  ] as const) {
    it(`plays in ${name} too`, async () => {
      const play = await bijou.json<Record<'hls' | 'dash', string[]>>('play', id);
      const page = await browser.newPage();
      // Nothing of our own app: a bare document of the door's origin.
      await page.goto(`${bijou.url}/healthz`);
      await page.evaluate(() => document.body.replaceChildren(document.createElement('video')));
      await page.evaluate(await readFile(require.resolve(script), 'utf8'));
      await page.evaluate(playWith, { name, url: play[address][0] ?? '' });
      await playsPast(page, 2);
      await page.close();
    });
  }
});

/** Runs in the page. */
async function playWith({ name, url }: { name: string; url: string }): Promise<void> {
  const video = document.querySelector('video');
  const players = window as unknown as {
    Hls: new () => { loadSource(url: string): void; attachMedia(video: unknown): void };
    shaka: { Player: new () => { attach(video: unknown): Promise<void>; load(url: string): Promise<void> } };
  };
  if (name === 'hls.js') {
    const hls = new players.Hls();
    hls.loadSource(url);
    hls.attachMedia(video);
  } else {
    const player = new players.shaka.Player();
    await player.attach(video);
    await player.load(url);
  }
  if (video !== null) video.muted = true;
  // Not awaited: a player that cannot play must fail by time, not hang.
  void video?.play();
}

function timeOf(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('video')?.currentTime ?? -1);
}

async function playsPast(page: Page, seconds: number): Promise<void> {
  await until(page, (past) => (document.querySelector('video')?.currentTime ?? 0) > past, { argument: seconds });
}
