// A television's remote: four arrows, OK and Back. Every page is walked over by the arrows alone; the studio's own pages,
// which need a film that is really there, are walked over in studio.test.ts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { walk } from './crawl.ts';
import { builtApp } from './fixtures/app.ts';
import { type Film, makeFilm } from './fixtures/film.ts';
import { filmId, type House, openHouse } from './fixtures/house.ts';
import { fakeLibrary, idOf, manyTitles } from './fixtures/library.ts';
import { launchChromium, until } from './launch.ts';

let film: Film;
let browser: BrowserContext;
let house: House;

before(async () => {
  let app: string;
  [app, film, browser] = await Promise.all([
    builtApp(),
    makeFilm(),
    launchChromium({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce' }),
  ]);
  house = await openHouse({ app, film });
});

after(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

async function turnOn(path: string, shows: string): Promise<Page> {
  const page = await browser.newPage();
  if (!path.startsWith('/watch/')) await fakeLibrary(page, { titles: manyTitles(path === '/' ? 4 : 7) });
  await page.goto(`${house.address}${path}${path.includes('?') ? '&' : '?'}screen=tv`);
  await page.locator(shows).first().waitFor();
  return page;
}

const pages = [
  { path: '/', shows: '.strip a.card', least: 12 },
  { path: `/title/${idOf(5)}`, shows: '.people', least: 10 },
  { path: '/library', shows: '.library-cards a.card', least: 12 },
  { path: '/library?genre=None', shows: '.notice', least: 6 },
  { path: '/search?q=room', shows: '.search-cards a.card', least: 6 },
  { path: '/search', shows: '.search-kinds a', least: 6 },
  { path: '/studio', shows: 'main h1', least: 6 },
  { path: '/parts', shows: '.parts .table', least: 25 },
  { path: '/nowhere/at/all', shows: '.notice', least: 6 },
];

for (const { path, shows, least } of pages) {
  test(`by arrows alone, every control of ${path} is come to and left, and none is changed`, async () => {
    const page = await turnOn(path, shows);
    const { reached, missed, traps, changes } = await walk(page);
    assert.deepEqual({ missed, traps, changes }, { missed: [], traps: [], changes: [] });
    assert.ok(reached >= least, `only ${reached} controls`);
    await page.close();
  });
}

async function paused(query = ''): Promise<Page> {
  const page = await turnOn(`/watch/${filmId}${query}`, 'video');
  await until(page, () => document.querySelector('.watch')?.getAttribute('data-phase') === 'playing', {
    argument: undefined,
  });
  await page.locator('.over-play').waitFor({ state: 'attached' });
  await page.evaluate(() => document.querySelector('video')?.pause());
  await until(page, () => document.querySelector('video')?.seeking === false, { argument: undefined });
  return page;
}

test('by arrows alone, every control over the film is come to and left, and neither place nor volume changes', async () => {
  const page = await paused();
  const { reached, missed, traps, changes } = await walk(page);
  assert.deepEqual({ missed, traps, changes }, { missed: [], traps: [], changes: [] });
  assert.ok(reached >= 8, `only ${reached} controls`);
  assert.equal(await page.locator('.over-volume .line').isVisible(), false, 'a remote has its own louder');
  await page.close();
});

for (const sheet of ['settings', 'captions', 'keys', 'curious']) {
  test(`by arrows alone, every choice of the sheet “${sheet}” is come to, and none is made`, async () => {
    const page = await paused(`?sheet=${sheet}`);
    const { missed, traps, changes } = await walk(page);
    assert.deepEqual({ missed, traps, changes }, { missed: [], traps: [], changes: [] });
    await page.close();
  });
}

test('OK gives the line the arrows: OK again goes there, Back stays; Down is the row below', async () => {
  const page = await paused('?t=10');
  const time = () => page.evaluate(() => document.querySelector('video')?.currentTime ?? -1);
  const name = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  assert.equal(await name(), 'Seek');
  const before = await time();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.locator('.timeline-bubble').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await time(), before, 'Back stays');
  assert.match(page.url(), /\/watch\//);
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await until(page, (at) => (document.querySelector('video')?.currentTime ?? 0) >= at + 4.9, { argument: before });
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await name(), 'Seek');
  assert.ok(await page.evaluate(() => document.activeElement?.closest('.over-row') !== null));
  await page.close();
});

test('OK makes a choice: the order of the library, a sheet’s sound, a number', async () => {
  const page = await turnOn('/library', '.library-cards a.card');
  const select = page.locator('main select').first();
  await select.focus();
  const value = await select.inputValue();
  const sorted = page.waitForResponse(/sort=name/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await sorted;
  await until(page, (was) => document.querySelector<HTMLSelectElement>('main select')?.value !== was, {
    argument: value,
  });
  await page.locator('.library-cards a.card').first().waitFor();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement === document.querySelector('main select')), false);
  await page.close();
  const watching = await paused('?sheet=settings');
  const german = watching.getByRole('radio', { name: /German/ });
  await german.focus();
  assert.equal(await german.isChecked(), false);
  await watching.keyboard.press('Enter');
  await until(watching, () => document.querySelector<HTMLInputElement>(':focus')?.checked === true, {
    argument: undefined,
  });
  await watching.close();
  const parts = await turnOn('/parts', '.parts .table');
  const year = parts.getByLabel('Year');
  await year.focus();
  await parts.keyboard.press('Enter');
  await parts.keyboard.press('ArrowUp');
  await parts.keyboard.press('Enter');
  assert.equal(await year.inputValue(), '1827');
  await parts.close();
});

test('a desk’s browser in full screen stays a desk’s', async () => {
  const page = await browser.newPage();
  await fakeLibrary(page, { titles: manyTitles(12) });
  await page.goto(house.address);
  await page.locator('.strip a.card').first().waitFor();
  const size = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  assert.equal(await page.evaluate(() => matchMedia('(any-hover: hover)').matches), true);
  assert.equal(await size(), '16px', 'a window of exactly a television’s points');
  await page.close();
});
