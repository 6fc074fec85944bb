// The player's own controls: by keys, by arrows, by finger, by link; and what is shown around the film.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { treeOf } from './ax-tree.ts';
import { axeFindings } from './axe.ts';
import { faintText } from './contrast.ts';
import { builtApp } from './fixtures/app.ts';
import { type Film, makeFilm } from './fixtures/film.ts';
import { cardOf, filmId, type House, openHouse } from './fixtures/house.ts';
import { launchChromium, until } from './launch.ts';

let app: string;
let film: Film;
let browser: BrowserContext;
let house: House;

before(async () => {
  [app, film, browser] = await Promise.all([builtApp(), makeFilm(), launchChromium()]);
  house = await openHouse({ app, film });
});

after(async () => {
  await browser?.close();
  await house?.[Symbol.asyncDispose]();
});

async function watch(query = '', context: BrowserContext = browser): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${house.address}/watch/${filmId}${query}`);
  return page;
}

const timeOf = (page: Page) => page.evaluate(() => document.querySelector('video')?.currentTime ?? -1);
const playsPast = (page: Page, seconds: number) =>
  until(page, (past) => (document.querySelector('video')?.currentTime ?? 0) > past, { argument: seconds });
/** What has the focus, by its name for those who listen. */
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName ?? '');
const hasFocus = (page: Page, name: string) =>
  until(page, (wanted) => document.activeElement?.getAttribute('aria-label') === wanted, { argument: name });
const sheetIs = (page: Page, name: string | null) =>
  until(page, (wanted) => new URLSearchParams(location.search).get('sheet') === wanted, { argument: name });

test('by keyboard alone: play, seek, sheets, leave; the focus is always somewhere', async () => {
  const page = await browser.newPage();
  await page.goto(`${house.address}/`);
  await page.locator(`a[href^="/watch/${filmId}"]`).first().focus();
  await page.keyboard.press('Enter');
  await playsPast(page, 0.5);
  await hasFocus(page, 'The film');
  await page.keyboard.press('k');
  await until(page, () => document.querySelector('video')?.paused === true, { argument: undefined });
  // On a busy machine less than ten seconds of the film may be left.
  const after = Math.min((await timeOf(page)) + 9.9, film.seconds - 0.5);
  await page.locator('.watch[data-awake="true"]').waitFor();
  await hasFocus(page, 'The film');
  await page.keyboard.press('ArrowRight');
  await until(page, (at) => (document.querySelector('video')?.currentTime ?? 0) >= at, { argument: after });
  await page.keyboard.press('?');
  await sheetIs(page, 'keys');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
  await sheetIs(page, null);
  assert.notEqual(await focused(page), 'BODY');
  await page.keyboard.press('d');
  await sheetIs(page, 'curious');
  await page.keyboard.press('Escape');
  await sheetIs(page, null);
  await page.keyboard.press('Escape');
  await until(page, () => location.pathname === '/', { argument: undefined });
  await page.close();
});

test('by arrow keys alone: from the film to its controls, along them, and onto the line', async () => {
  const page = await watch();
  await playsPast(page, 0.5);
  await hasFocus(page, 'The film');
  await page.keyboard.press('ArrowDown');
  await hasFocus(page, 'Pause');
  await page.keyboard.press('Enter');
  await hasFocus(page, 'Play');
  await page.keyboard.press('ArrowRight');
  await hasFocus(page, 'Forward 10 seconds');
  await page.keyboard.press('ArrowUp');
  await hasFocus(page, 'Seek');
  const before = await timeOf(page);
  await page.keyboard.press('ArrowRight');
  await until(page, (at) => (document.querySelector('video')?.currentTime ?? 0) >= at + 4.9, { argument: before });
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await focused(page), 'Seek');
  await page.close();
});

test('a sheet can be linked, reloaded and gone back from', async () => {
  const page = await watch('?t=3');
  await playsPast(page, 3.2);
  await page.keyboard.press('o');
  await page.getByRole('dialog', { name: 'Picture and sound' }).waitFor();
  await page.reload();
  await page.getByRole('dialog', { name: 'Picture and sound' }).waitFor();
  await page.goBack();
  await sheetIs(page, null);
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.match(page.url(), /\/watch\//);
  await page.close();
});

test('a picture of the film stands over the pointer, and its sheet comes though signatures have ended', async () => {
  const page = await watch();
  await playsPast(page, 0.5);
  house.forgetSignatures();
  await page.mouse.move(200, 200);
  const box = await page.locator('.timeline').boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2);
  await page.locator('.timeline-bubble canvas[data-there]').waitFor();
  const drawn = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.timeline-bubble canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    return new Set(pixels).size;
  });
  assert.ok(drawn > 20, 'the picture is one colour');
  await page.close();
});

test('what is over the film can be read on its brightest picture', async () => {
  const page = await watch('?t=4');
  await playsPast(page, 4.2);
  await page.keyboard.press('k');
  await page.mouse.move(200, 200);
  await page.locator('.watch[data-awake="true"]').waitFor();
  assert.deepEqual(await faintText(page), []);
  await page.close();
});

test('captions look as the viewer wants, in the next film too', async () => {
  const page = await watch('?sheet=captions');
  await playsPast(page, 0.5);
  await page.getByRole('radio', { name: 'Very large' }).check();
  await page.getByRole('radio', { name: 'Yellow' }).check();
  await page.keyboard.press('Escape');
  await sheetIs(page, null);
  await until(page, () => document.activeElement?.closest('dialog') === null, { argument: undefined });
  await page.keyboard.press('c');
  await page.locator('.captions .caption').first().waitFor();
  const look = () =>
    page.evaluate(() => {
      const caption = document.querySelector('.captions .caption');
      return caption === null ? undefined : getComputedStyle(caption).color;
    });
  assert.equal(await look(), 'rgb(255, 227, 77)');
  await page.goto(`${house.address}/watch/${filmId}?t=6`);
  await page.locator('.captions .caption').first().waitFor();
  assert.equal(await look(), 'rgb(255, 227, 77)', 'captions are on again, and as they were');
  await page.evaluate(() => localStorage.clear());
  await page.close();
});

test('a finger: two taps jump, a third goes on, and the picture can be drawn to another place', async () => {
  const phone = await launchChromium({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  try {
    const page = await watch('', phone);
    await playsPast(page, 0.5);
    await page.evaluate(() => document.querySelector('video')?.pause());
    const before = await timeOf(page);
    const touch = await page.context().newCDPSession(page);
    const points = (x: number) => ({ touchPoints: [{ x, y: 250 }] });
    // With times of their own: on a busy machine each may come later than a second tap must.
    const began = Date.now() / 1000;
    for (const seconds of [0, 0.15, 0.3]) {
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', ...points(350), timestamp: began + seconds });
      const lifted = { touchPoints: [], timestamp: began + seconds + 0.05 };
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', ...lifted });
    }
    await until(page, (at) => (document.querySelector('video')?.currentTime ?? 0) >= at + 19.9, { argument: before });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', ...points(300) });
    for (const x of [270, 230, 190, 150])
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', ...points(x) });
    await page.locator('.timeline-bubble').waitFor();
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await until(page, (at) => (document.querySelector('video')?.currentTime ?? 99) < at + 15, { argument: before });
    await page.close();
  } finally {
    await phone.close();
  }
});

test('an opening can be skipped, and the next episode follows', async (t) => {
  const { chapters, titles, more } = house;
  t.after(() => Object.assign(house, { chapters, titles, more }));
  house.chapters = [
    { start: 0, end: 9, name: 'Opening' },
    { start: 9, end: 30, name: 'The reel' },
  ];
  const of = (episode: number) => ({ series: { name: 'The Usherette', season: 1, episode } });
  const next = '0190a000-0000-7000-8000-000000000002';
  house.titles = [{ ...cardOf(filmId, 'The Lamp', film.seconds), ...of(1) }];
  house.more = [{ ...cardOf(next, 'The Curtain', film.seconds), ...of(2) }];
  const page = await watch('?t=0');
  await playsPast(page, 0.5);
  // A busy machine may take longer to click than the opening lasts.
  await page.keyboard.press('k');
  await page.mouse.move(200, 200);
  await page.getByRole('button', { name: 'Skip intro' }).click();
  await page.keyboard.press('k');
  await playsPast(page, 9);
  await page.goto(`${house.address}/watch/${filmId}?t=28`);
  await page.getByRole('region', { name: 'Next episode' }).getByRole('heading', { name: 'The Curtain' }).waitFor();
  await until(page, () => document.activeElement?.textContent === 'Play now', { argument: undefined });
  assert.ok(await page.getByText(/^Next episode in \d+ seconds: The Curtain$/).count(), 'it is told, once');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('heading', { name: 'The end' }).waitFor();
  await page.goto(`${house.address}/watch/${filmId}?t=28`);
  await until(page, (id) => location.pathname === `/watch/${id}`, { argument: next });
  await page.keyboard.press('Escape');
  await until(page, (id) => location.pathname === `/title/${id}`, { argument: next });
  await page.close();
});

test('captions can be shown later or earlier, for this film and from then on', async () => {
  const page = await watch();
  await playsPast(page, 0.5);
  await page.keyboard.press('k');
  await page.keyboard.press('c');
  await page.evaluate(() => {
    const video = document.querySelector('video');
    if (video !== null) video.currentTime = 4;
  });
  const shows = (cue: string) =>
    page
      .locator('.caption', { hasText: `The ${cue}. caption` })
      .first()
      .waitFor();
  await shows('2');
  for (let step = 0; step < 20; step += 1) await page.keyboard.press('h');
  await page.getByText('Captions: 2 s later').first().waitFor();
  await shows('1');
  await page.goto(`${house.address}/watch/${filmId}?t=7&sheet=settings`);
  await playsPast(page, 7);
  // However long a busy machine takes to look.
  await page.evaluate(() => {
    const video = document.querySelector('video');
    video?.pause();
    if (video !== null) video.currentTime = 7;
  });
  await shows('2');
  await page.getByRole('group', { name: 'Caption timing' }).getByRole('button', { name: 'Reset' }).click();
  await shows('3');
  await page.evaluate(() => localStorage.clear());
  await page.close();
});

test('sound can be heard later or earlier than the picture, on this device and from then on', async () => {
  const page = await browser.newPage();
  // The browser's own account of where the sound lies: what it plays at a time is what it has buffered for that time.
  await page.addInitScript(() => {
    const add = MediaSource.prototype.addSourceBuffer;
    MediaSource.prototype.addSourceBuffer = function (type) {
      const buffer = add.call(this, type);
      if (type.startsWith('audio')) Object.assign(window, { soundBuffer: buffer });
      return buffer;
    };
  });
  const lies = (offset: number) =>
    until(
      page,
      (wanted) => {
        const { soundBuffer } = window as unknown as { soundBuffer?: SourceBuffer };
        return soundBuffer !== undefined && Math.abs(soundBuffer.timestampOffset - wanted) < 0.005;
      },
      { argument: offset },
    );
  const soundFrom = () =>
    page.evaluate(() => (window as unknown as { soundBuffer: SourceBuffer }).soundBuffer.buffered.start(0));
  await page.goto(`${house.address}/watch/${filmId}`);
  await playsPast(page, 1);
  await lies(0);
  const before = await timeOf(page);
  for (let step = 0; step < 10; step += 1) await page.keyboard.press('b');
  await lies(0.5);
  await playsPast(page, before + 1);
  assert.ok((await timeOf(page)) < before + 15, 'it goes on from where it was');
  await page.goto(`${house.address}/watch/${filmId}?t=0`);
  await playsPast(page, 1);
  await lies(0.5);
  assert.ok(Math.abs((await soundFrom()) - 0.5) < 0.05, 'before that there is none');
  for (let step = 0; step < 20; step += 1) await page.keyboard.press('v');
  await lies(-0.5);
  await page.evaluate(() => localStorage.clear());
  await page.close();
});

test('the film can be shared at this time', async () => {
  await browser.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await watch('?t=0:05');
  await playsPast(page, 5.2);
  await page.keyboard.press('k');
  await page.keyboard.press('o');
  await page.getByRole('button', { name: 'Copy link at 0:05' }).click();
  await page.getByText('Link copied. It starts at 0:05.').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${house.address}/watch/${filmId}?t=5`);
  await page.close();
});

test('in colours of the reader’s own, what is chosen, pressed and played stands out', async () => {
  const page = await watch('?t=9');
  await page.emulateMedia({ forcedColors: 'active' });
  await playsPast(page, 9.2);
  await page.keyboard.press('k');
  await page.keyboard.press('c');
  await page.locator('.over-row [aria-pressed="true"]').waitFor();
  await page.keyboard.press('o');
  await page.getByRole('dialog').waitFor();
  const alike = await page.evaluate(() => {
    const ground = (element: Element | null) => (element === null ? '' : getComputedStyle(element).backgroundColor);
    const groups = [...document.querySelectorAll('.settings .choice-list')].map((group) => {
      return [
        ground(group.querySelector('label:has(:checked)')),
        ground(group.querySelector('label:not(:has(:checked))')),
      ];
    });
    const [pressed, plain] = ['[aria-pressed="true"]', ':not([aria-pressed])'].map((state) =>
      ground(document.querySelector(`.over-row .button-icon${state}`)),
    );
    const [played, rail] = ['.timeline-played', '.timeline-rail'].map((part) => ground(document.querySelector(part)));
    return [...groups, [pressed, plain], [played, rail]].filter(([one, other]) => one === other);
  });
  assert.deepEqual(alike, []);
  await page.keyboard.press('c');
  await page.close();
});

test('the player’s tree for those who listen: names, roles and states', async () => {
  // Whatever was chosen in the tests before.
  const page = await browser.newPage();
  await page.goto(house.address);
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${house.address}/watch/${filmId}?t=4`);
  await playsPast(page, 4.2);
  await page.keyboard.press('k');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.evaluate(() => {
    const video = document.querySelector('video');
    if (video !== null) video.currentTime = 10;
  });
  await page.getByText('0:10 of 0:30').first().waitFor({ state: 'attached' });
  assert.deepEqual(await treeOf(page), [
    'main',
    '  region "The film"',
    '  status: 0:10 of 0:30',
    '  link "Leave the film"',
    '  heading "A Night at the Bijou"',
    '  region "Player controls"',
    '    slider "Seek" = 10',
    '    button "Back 10 seconds"',
    '    button "Play"',
    '    button "Forward 10 seconds"',
    '    button "Mute"',
    '    slider "Volume" = 1',
    '    button "Captions" not pressed',
    '    button "Picture and sound"',
    '    button "Picture in picture"',
    '    button "Full screen"',
  ]);
  const saysOf = (name: string) => page.getByRole('slider', { name }).getAttribute('aria-valuetext');
  assert.deepEqual([await saysOf('Seek'), await saysOf('Volume')], ['0:10 of 0:30, The first reel', '100%']);
  await page.close();
});

test('the player’s axe findings are none, in every state and from right to left', async () => {
  for (const locale of ['en-GB', 'ar']) {
    const context = await launchChromium({ locale });
    try {
      const page = await watch('', context);
      await playsPast(page, 0.5);
      await page.keyboard.press('k');
      assert.deepEqual(await axeFindings(page), [], `controls, ${locale}`);
      for (const sheet of ['settings', 'captions', 'keys', 'curious']) {
        await page.goto(`${house.address}/watch/${filmId}?sheet=${sheet}`);
        await playsPast(page, 0.2);
        assert.deepEqual(await axeFindings(page), [], `${sheet}, ${locale}`);
      }
      await page.goto(`${house.address}/watch/0190a000-0000-7000-8000-00000000dead`);
      await page.getByRole('alert').waitFor();
      assert.deepEqual(await axeFindings(page), [], `an error, ${locale}`);
      await page.close();
    } finally {
      await context.close();
    }
  }
});
