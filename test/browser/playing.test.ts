import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { builtApp } from './fixtures/app.ts';
import { type Film, makeFilm } from './fixtures/film.ts';
import { filmId, type HouseOptions, openHouse } from './fixtures/house.ts';
import { launchChromium, until } from './launch.ts';

let app: string;
let film: Film;
let browser: BrowserContext;

before(async () => {
  [app, film, browser] = await Promise.all([builtApp(), makeFilm(), launchChromium()]);
});

after(async () => {
  await browser.close();
});

const open = (options: Partial<HouseOptions> = {}) => openHouse({ app, film, ...options });

/** Opens the film; collects what must not happen: page errors, and what the content security policy forbids. */
async function watch(address: string, query = ''): Promise<{ page: Page; troubles: string[] }> {
  const page = await browser.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) troubles.push(message.text());
  });
  await page.goto(`${address}/watch/${filmId}${query}`);
  return { page, troubles };
}

const timeOf = (page: Page) => page.evaluate(() => document.querySelector('video')?.currentTime ?? -1);
const phaseOf = (page: Page) => page.getAttribute('.watch', 'data-phase');
const phaseIs = (page: Page, phase: string) => page.locator(`.watch[data-phase="${phase}"]`).waitFor();
/** What lies after the time that is shown. */
const aheadOf = (page: Page) =>
  page.evaluate(() => {
    const video = document.querySelector('video');
    if (video === null || video.buffered.length === 0) return 0;
    return video.buffered.end(video.buffered.length - 1) - video.currentTime;
  });

async function playsPast(page: Page, seconds: number): Promise<void> {
  await until(page, (past) => (document.querySelector('video')?.currentTime ?? 0) > past, { argument: seconds });
}

/** Counts each time that the player has to wait, from now on. */
async function countWaits(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counts = window as unknown as { waits: number };
    counts.waits = 0;
    document.querySelector('video')?.addEventListener('waiting', () => {
      counts.waits += 1;
    });
  });
  return () => page.evaluate(() => (window as unknown as { waits: number }).waits);
}

for (const protocol of ['dash', 'hls']) {
  test(`a film starts and plays by ${protocol}, under a strict content security policy`, async () => {
    await using house = await open();
    const { page, troubles } = await watch(house.address, `?protocol=${protocol}`);
    await playsPast(page, 2);
    assert.equal(await phaseOf(page), 'playing');
    assert.equal(await page.getAttribute('.poster', 'data-open'), 'true');
    assert.deepEqual(troubles, []);
    await page.close();
  });
}

test('fifty seeks, one after the other, leave the film playing', async () => {
  await using house = await open();
  const { page, troubles } = await watch(house.address);
  await playsPast(page, 0.5);
  for (let seek = 0; seek < 50; seek += 1) {
    const to = (seek * 7.3) % 28;
    await page.evaluate((time) => {
      const video = document.querySelector('video');
      if (video !== null) video.currentTime = time;
    }, to);
    if (seek % 5 === 0)
      await until(page, () => document.querySelector('video')?.seeking === false, { argument: undefined });
  }
  await page.keyboard.press('1');
  await playsPast(page, 3.5);
  await phaseIs(page, 'playing');
  assert.deepEqual(troubles, []);
  await page.close();
});

test('a reload goes on where the film was', async () => {
  await using house = await open();
  const { page } = await watch(house.address, '?t=12');
  await playsPast(page, 14);
  const before = await timeOf(page);
  await page.reload();
  await until(page, () => document.querySelector('.watch')?.getAttribute('data-phase') === 'playing', {
    argument: undefined,
  });
  const after = await timeOf(page);
  assert.ok(Math.abs(after - before) <= 1.5, `was at ${before}, went on at ${after}`);
  await page.close();
});

test('a link with a time begins there, and one without where it was left', async () => {
  await using house = await open();
  const { page } = await watch(house.address, '?t=9');
  await playsPast(page, 10);
  await page.goto(`${house.address}/`);
  await page.getByRole('link', { name: /^Continue from 0:/ }).click();
  await playsPast(page, 10.5);
  assert.ok((await timeOf(page)) < 16);
  await page.close();
});

test('addresses that end in the middle of the film are renewed without a wait', async () => {
  await using house = await open({ signedSeconds: 4 });
  const { page, troubles } = await watch(house.address);
  await playsPast(page, 1);
  const waits = await countWaits(page);
  await playsPast(page, 14);
  assert.equal(await waits(), 0);
  assert.equal(await phaseOf(page), 'playing');
  assert.ok(house.grants.length > 1);
  assert.equal(house.grants[1], 'v1', 'a running player keeps its version');
  assert.deepEqual(troubles, []);
  await page.close();
});

test('addresses that a server no longer accepts are renewed when they are refused', async () => {
  await using house = await open();
  const { page } = await watch(house.address);
  await playsPast(page, 0.5);
  // The page renews in time by itself; a machine that slept does not, so the server forgets what it has signed.
  const asked = house.grants.length;
  house.forgetSignatures();
  await page.keyboard.press('9');
  await playsPast(page, 27.5);
  assert.ok(house.grants.length > asked);
  await page.close();
});

test('when the first address refuses, the second one plays', async () => {
  await using house = await open({ servers: 2 });
  const [first, second] = house.media;
  assert.ok(first && second);
  first.refuses = true;
  const { page } = await watch(house.address);
  await playsPast(page, 3);
  assert.equal(first.served, 0);
  assert.ok(second.served > 0);
  await page.close();
});

test('a server that is away for eight seconds is waited for, and what is buffered plays on', async () => {
  await using house = await open();
  const { page, troubles } = await watch(house.address);
  await playsPast(page, 1);
  await house.goDown();
  await page.keyboard.press('8');
  await page.getByText('Connection lost. Trying to reconnect…').waitFor();
  await new Promise((resolve) => setTimeout(resolve, 8_000));
  assert.notEqual(await phaseOf(page), 'failed');
  await page.getByRole('button', { name: 'Try again now' }).click();
  await house.comeBack();
  await playsPast(page, 25.5);
  assert.equal(await phaseOf(page), 'playing');
  assert.deepEqual(troubles, []);
  await page.close();
});

test('a page that was opened before anybody knew of the film’s server plays as soon as somebody does', async () => {
  await using house = await open();
  house.knowsMedia = false;
  const { page } = await watch(house.address, '?t=7');
  await page.getByText('taking longer').waitFor();
  const openedAnew = page.waitForEvent('load');
  house.knowsMedia = true;
  await openedAnew;
  await playsPast(page, 7.5);
  await page.close();
});

test('a film that does not exist says so, with a code', async () => {
  await using house = await open();
  const { page } = await watch(house.address);
  await page.goto(`${house.address}/watch/0190a000-0000-7000-8000-00000000dead`);
  await page.getByText('playback.no-such-title').waitFor();
  assert.equal(await page.getByRole('alert').count(), 1);
  await page.close();
});

test('captions, sound and picture can be chosen, and keys work', async () => {
  await using house = await open();
  const { page } = await watch(house.address);
  await playsPast(page, 1);
  await page.keyboard.press('c');
  await page.locator('.caption').first().waitFor();
  await page.mouse.move(300, 300);
  await page.getByRole('button', { name: 'Picture and sound' }).click();
  await page.getByRole('radio', { name: /German/ }).check();
  await page.getByRole('radio', { name: /^360p/ }).check();
  await page.keyboard.press('Escape');
  await until(page, () => document.querySelector('video')?.videoHeight === 360, { argument: undefined });
  await page.keyboard.press('k');
  await until(page, () => document.querySelector('video')?.paused === true, { argument: undefined });
  assert.ok((await aheadOf(page)) > 0);
  await page.close();
});

test('a film whose version is replaced goes on in the next one: in its place, its tracks, its speed, playing or paused', async () => {
  await using house = await open({ signedSeconds: 6 });
  const { page, troubles } = await watch(house.address);
  await playsPast(page, 1);
  await page.keyboard.press('c');
  await page.locator('.caption').first().waitFor();
  await page.evaluate(() => {
    const video = document.querySelector('video');
    if (video !== null) video.playbackRate = 0.75;
  });
  const placesSeen = await watchPlaces(page);

  house.replaceVersion(9);
  await playsPast(page, 13);
  assert.equal(await phaseOf(page), 'playing');
  assert.equal(await page.evaluate(() => document.querySelector('video')?.playbackRate), 0.75);
  await page.locator('.caption').first().waitFor();
  assert.deepEqual([...(house.media[0]?.versions ?? [])], ['v1', 'v2']);
  assert.deepEqual(await placesSeen(), [], 'no place is told but the one where it is');

  // Paused over the end of its version, and of the one after it: it stands, and then plays on from there.
  await page.keyboard.press('k');
  await until(page, () => document.querySelector('video')?.paused === true, { argument: undefined });
  const stood = await timeOf(page);
  house.replaceVersion(1);
  house.replaceVersion(2);
  await new Promise((resolve) => setTimeout(resolve, 8_000));
  assert.ok(Math.abs((await timeOf(page)) - stood) < 0.5);
  assert.ok(await page.evaluate(() => document.querySelector('video')?.paused));
  await page.keyboard.press('9');
  await page.keyboard.press('k');
  await playsPast(page, 28);
  assert.equal(await page.getByRole('alert').count(), 0);
  assert.ok(house.media[0]?.versions.has('v4'));
  assert.deepEqual(troubles, []);
  await page.close();
});

/** Collects places that are kept for the next visit and lie before one that was kept already. */
async function watchPlaces(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.evaluate((id) => {
    const seen = { back: [] as number[], last: 0 };
    Object.assign(window, { seen });
    setInterval(() => {
      const places = JSON.parse(localStorage.getItem('bijou.places') ?? '{}') as Record<string, { at: number }>;
      const now = places[id]?.at ?? seen.last;
      if (now < seen.last) seen.back.push(now);
      seen.last = now;
    }, 50);
  }, filmId);
  return async () => {
    const seen = await page.evaluate(() => (window as unknown as { seen: { back: number[]; last: number } }).seen);
    assert.ok(seen.last > 0);
    return seen.back;
  };
}
