// From the front page to a playing film and back to where one was: by pointer, by keyboard alone, by arrow keys alone.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { launchChromium, until } from '../browser/launch.ts';
import { addFilm, type Bijou, startBijou } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';

describe('the way to a film and back', () => {
  let bijou: Bijou;
  let browser: BrowserContext;
  let folder: string;
  const ids: string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-films-'));
    bijou = await startBijou({ mode: 'one process' });
    for (const [name, seconds] of [
      ['first', 5],
      ['second', 6],
    ] as const) {
      const film = await makeFilm(join(folder, `${name}.mp4`), { width: 320, height: 180, shots: [seconds, 4] });
      ids.push((await addFilm(bijou, film)).id);
    }
    browser = await launchChromium({ viewport: { width: 1440, height: 900 } });
  });

  after(async () => {
    await browser.close();
    await bijou.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function front(): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(bijou.url);
    // The door has drawn it; who goes by keys needs the app.
    await page.locator('#house:not([data-drawn]) .strip a.card').nth(1).waitFor();
    return page;
  }

  it('by pointer', async () => {
    const page = await front();
    const card = page.locator(`.strip a[href="/title/${ids[0]}"]`);
    await card.click();
    await focusIsOn(page, 'h1');
    await page.locator(`.scene-do a[href^="/watch/${ids[0]}"]`).first().click();
    await plays(page);
    await page.goBack();
    await focusIsOn(page, `main a[href^="/watch/${ids[0]}"]`);
    await page.goBack();
    await focusIsOn(page, `.strip a[href="/title/${ids[0]}"]`);
    await page.close();
  });

  it('by keyboard alone', async () => {
    const page = await front();
    await tabTo(page, `.strip a[href="/title/${ids[1]}"]`);
    await page.keyboard.press('Enter');
    await focusIsOn(page, 'h1');
    await tabTo(page, `.scene-do a[href^="/watch/${ids[1]}"]`);
    await page.keyboard.press('Enter');
    await plays(page);
    await page.goBack();
    await focusIsOn(page, `main a[href^="/watch/${ids[1]}"]`);
    await page.goBack();
    await focusIsOn(page, `.strip a[href="/title/${ids[1]}"]`);
    await page.close();
  });

  it('by arrow keys alone, with the remote’s two other keys', async () => {
    const page = await front();
    const [newest, older] = [ids[1], ids[0]];
    await page.keyboard.press('ArrowDown');
    await focusIsOn(page, '.scene-do a');
    await arrowTo(page, { key: 'ArrowDown', selector: `.strip .card` });
    await arrowTo(page, { key: 'ArrowLeft', selector: `.strip a[href="/title/${newest}"]`, most: 3 });
    await arrowTo(page, { key: 'ArrowRight', selector: `.strip a[href="/title/${older}"]` });
    await page.keyboard.press('Enter');
    await focusIsOn(page, 'h1');
    await arrowTo(page, { key: 'ArrowDown', selector: `.scene-do a[href^="/watch/${older}"]` });
    await page.keyboard.press('Enter');
    await plays(page);
    await page.goBack();
    await focusIsOn(page, `main a[href^="/watch/${older}"]`);
    await page.goBack();
    await focusIsOn(page, `.strip a[href="/title/${older}"]`);
    // The row remembers where one was in it.
    await arrowTo(page, { key: 'ArrowUp', selector: '.scene-do a' });
    await arrowTo(page, { key: 'ArrowDown', selector: `.strip a[href="/title/${older}"]` });
    await page.close();
  });
});

async function focusIsOn(page: Page, selector: string): Promise<void> {
  await until(page, (wanted) => document.activeElement?.matches(wanted) === true, { argument: selector });
}

async function plays(page: Page): Promise<void> {
  await until(page, () => (document.querySelector('video')?.currentTime ?? 0) > 0.5, { argument: undefined });
  // Nothing has the focus that is not there.
  assert.notEqual(await page.evaluate(() => document.activeElement), null);
}

async function isOn(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
}

async function tabTo(page: Page, selector: string): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    if (await isOn(page, selector)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${selector}`);
}

async function arrowTo(
  page: Page,
  { key, selector, most = 12 }: { readonly key: string; readonly selector: string; readonly most?: number },
): Promise<void> {
  for (let press = 0; press <= most; press += 1) {
    if (await isOn(page, selector)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${selector}`);
}
