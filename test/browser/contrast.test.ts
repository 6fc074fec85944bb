// Words over pictures can be read, whatever the picture: it is white here.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { type Bijou, startBijou } from '../support/bijou.ts';
import { faintText } from './contrast.ts';
import { fakeLibrary } from './fixtures/library.ts';
import { full, leave, states } from './fixtures/states.ts';
import { launchChromium, television } from './launch.ts';

const white = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><path fill="#fff" d="M0 0h16v9H0z"/></svg>';
/** Both directions on a desk, where the veil comes from the side; a television has the same one. */
const screens = {
  phone: { options: { viewport: { width: 390, height: 844 } }, locales: ['en'] },
  desk: { options: { viewport: { width: 1440, height: 900 } }, locales: ['en', 'ar'] },
  television: { options: television, locales: ['en'] },
};

describe('contrast', () => {
  let bijou: Bijou;
  before(async () => {
    bijou = await startBijou({ mode: 'one process' });
  });
  after(() => bijou.stop());

  async function open(browser: BrowserContext, path: string): Promise<Page> {
    const page = await browser.newPage();
    await fakeLibrary(page, full);
    await page.route('**/stills/*.svg', (route) => route.fulfill({ contentType: 'image/svg+xml', body: white }));
    await page.goto(bijou.url + path);
    await page.locator('.scene img').first().waitFor();
    await page.waitForLoadState('networkidle');
    return page;
  }

  for (const [screen, { options, locales }] of Object.entries(screens)) {
    test(`words over the brightest picture can be read on a ${screen}, ${locales.join(' and ')}`, async () => {
      for (const locale of locales) {
        const browser = await launchChromium({ ...options, locale, reducedMotion: 'reduce' });
        try {
          for (const name of ['front page', 'title']) {
            const page = await open(browser, states.find((state) => state.name === name)?.path ?? '/');
            assert.deepEqual(await faintText(page), [], `${name}, ${locale}`);
            await leave(browser, page);
          }
        } finally {
          await browser.close();
        }
      }
    });
  }
});
