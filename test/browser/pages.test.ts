// The member's pages, in a real browser, with a library of many films or odd ones. The whole of every state: pages.suite.ts.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { type Bijou, startBijou } from '../support/bijou.ts';
import { axeFindings } from './axe.ts';
import { fakeLibrary, idOf, manyTitles } from './fixtures/library.ts';
import { full, hostile, leave, states, visit } from './fixtures/states.ts';
import { type LaunchOptions, launchChromium, until } from './launch.ts';
import { overflowOf } from './measure.ts';

describe('the pages', () => {
  let bijou: Bijou;
  const open = new Set<BrowserContext>();

  before(async () => {
    bijou = await startBijou({ mode: 'one process' });
  });
  after(async () => {
    for (const browser of open) await browser.close();
    await bijou.stop();
  });

  async function browse(options: LaunchOptions): Promise<BrowserContext> {
    const browser = await launchChromium({ reducedMotion: 'reduce', ...options });
    open.add(browser);
    return browser;
  }

  test('axe finds nothing on the pages that are seen most, and they hold on a small phone', async () => {
    const browser = await browse({ viewport: { width: 320, height: 640 } });
    for (const state of states.filter(({ name }) =>
      ['front page, hostile', 'title', 'series', 'search, found'].includes(name),
    )) {
      const { page, errors } = await visit(browser, { url: bijou.url, state });
      assert.deepEqual(await axeFindings(page), [], state.name);
      assert.equal(await overflowOf(page), 0, state.name);
      assert.deepEqual(errors, [], state.name);
      await leave(browser, page);
    }
  });

  test('the pages are read in Arabic from right to left, and in German; the choice is kept', async () => {
    const browser = await browse({ viewport: { width: 1440, height: 900 }, locale: 'ar-EG' });
    const page = await browser.newPage();
    await fakeLibrary(page, full);
    await page.goto(bijou.url);
    await page.locator('.strip a.card').first().waitFor();
    const root = () =>
      page.evaluate(() => [
        document.documentElement.lang,
        document.documentElement.dir,
        document.querySelector('h1')?.textContent,
      ]);
    assert.deepEqual(await root(), ['ar', 'rtl', 'الأفلام']);
    const [first, second] = await page.locator('.strip').first().locator('a.card').all();
    const [a, b] = [await first?.boundingBox(), await second?.boundingBox()];
    assert.ok(a !== null && b !== null && a !== undefined && b !== undefined && a.x > b.x);
    await page.locator('.shell-foot select').selectOption('de');
    await page.getByRole('heading', { name: 'Neu dabei' }).waitFor();
    assert.deepEqual(await root(), ['de', 'ltr', 'Filme']);
    await page.reload();
    await page.getByRole('heading', { name: 'Neu dabei' }).waitFor();
    await page.close();
  });

  test('what is looked for and how the library stands are in the address', async () => {
    const browser = await browse({ viewport: { width: 1440, height: 900 } });
    const page = await browser.newPage();
    await fakeLibrary(page, full);
    await page.goto(`${bijou.url}/search`);
    await page.locator('input[type=search]:focus').waitFor();
    await page.keyboard.type('harbour');
    await page.locator('.search-cards a.card').first().waitFor();
    await page.waitForURL(({ search }) => search === '?q=harbour');
    await page.goto(`${bijou.url}/library`);
    await page.getByLabel('Sort by').selectOption('name');
    await page.getByLabel('Genre').selectOption('Comedy');
    await until(page, () => location.search === '?sort=name&genre=Comedy', { argument: undefined });
    await page.reload();
    assert.equal(await page.getByLabel('Sort by').inputValue(), 'name');
    assert.equal(await page.getByLabel('Genre').inputValue(), 'Comedy');
    await page.close();
  });

  test('a library of a thousand films comes page by page, and going back finds the place', async () => {
    const browser = await browse({ viewport: { width: 1440, height: 900 } });
    const page = await browser.newPage();
    await fakeLibrary(page, { titles: manyTitles(1000, () => undefined) });
    await page.goto(`${bijou.url}/library`);
    for (const count of [60, 120, 180]) {
      await until(page, (least) => document.querySelectorAll('.library-cards a.card').length >= least, {
        argument: count,
      });
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    }
    const card = page.locator(`a.card[href="/title/${idOf(150)}"]`);
    await card.scrollIntoViewIfNeeded();
    const at = await page.evaluate(() => scrollY);
    await card.click();
    await page.locator('.title h1').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.localName), 'h1');
    await page.goBack();
    await until(page, (id) => document.activeElement?.getAttribute('href') === `/title/${id}`, { argument: idOf(150) });
    assert.ok(Math.abs((await page.evaluate(() => scrollY)) - at) < 40);
    await page.close();
  });

  test('markup in a name is text', async () => {
    const browser = await browse({ viewport: { width: 1440, height: 900 } });
    const { page } = await visit(browser, {
      url: bijou.url,
      state: { name: 'markup', path: '/library', library: hostile, shows: '.library-cards a.card' },
    });
    assert.equal(await page.locator('main script, main img[src="x"]').count(), 0);
    assert.ok(await page.getByText('<script>document.body.remove()').first().isVisible());
    await page.close();
  });

  test('the app opens without a connection, and says so', async () => {
    const browser = await browse({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'allow' });
    const page = await browser.newPage();
    await page.goto(bijou.url);
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await browser.setOffline(true);
    await page.goto(`${bijou.url}/`);
    await page.getByRole('heading', { name: 'No connection' }).waitFor();
    await browser.setOffline(false);
    await page.getByRole('heading', { name: 'The house is dark tonight' }).waitFor();
    await page.close();
  });
});
