// The studio in a real browser, over the real program: a film comes in, is watched on its wall, edited, and removed.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { type Bijou, startBijou, type TitleJson } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';
import { axeFindings } from './axe.ts';
import { walk } from './crawl.ts';
import { launchChromium, until } from './launch.ts';

const name = 'Evening Walk';
const patience = { timeout: 120_000 };

describe('the studio in Chromium', () => {
  let bijou: Bijou;
  let browser: BrowserContext;
  let folder: string;
  let film: string;
  let page: Page;
  /** Of the film that came in. */
  let address = '';
  const errors: string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-studio-'));
    await mkdir(join(folder, 'in'));
    film = await makeFilm(join(folder, 'in', `${name}.mp4`), { width: 640, height: 360, shots: [3, 2.4, 4] });
    await writeFile(join(folder, 'in', `${name}.en.srt`), '1\n00:00:01,000 --> 00:00:02,000\nGood evening.\n');
    bijou = await startBijou({ mode: 'a process per service' });
    browser = await launchChromium({ reducedMotion: 'reduce' });
    page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
  });

  after(async () => {
    await browser.close();
    await bijou.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is an empty bench that says what to do, and axe finds nothing', async () => {
    await page.goto(bijou.ownerUrl('/studio'));
    await page.locator('.bench-empty').waitFor(patience);
    assert.deepEqual(await axeFindings(page), []);
  });

  it('takes a film in that is dropped, and shows it on its wall until it plays', async () => {
    await drop(page, film);
    await page.locator('.title-link', { hasText: name }).waitFor(patience);
    assert.deepEqual(await axeFindings(page), []);
    await page.locator('.title-link', { hasText: name }).click();
    await page.locator('.wall-tile').first().waitFor(patience);
    assert.deepEqual(await axeFindings(page), []);
    await page.locator('.film-head .state[data-state="ready"]').waitFor(patience);
    assert.doesNotMatch(await page.locator('.rung-table').innerText(), /Under way|Failed/);
    address = page.url();
    assert.deepEqual(await axeFindings(page), []);
    await page.locator('.film-do a', { hasText: 'Watch' }).click();
    await until(page, () => (document.querySelector('video')?.currentTime ?? 0) > 1, {
      argument: undefined,
      timeoutMs: 120_000,
    });
    await page.goBack();
    await page.locator('.wall-tile').first().waitFor(patience);
    assert.equal(page.url(), address);
  });

  it('opens a piece by pointer, and the address brings it back', async () => {
    await page.goto(address);
    await page.locator('.wall-grid').click({ position: { x: 12, y: 12 } });
    const sheet = page.locator('dialog[open]');
    await sheet.locator('.facts').waitFor(patience);
    assert.match(await sheet.innerText(), /Done/);
    assert.deepEqual(await axeFindings(page), []);
    await page.reload();
    await sheet.locator('.facts').waitFor(patience);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await page.waitForURL(({ search }) => search === '', patience);
    await keepsFocus(page);
  });

  it('walks the wall by keys alone, opens a piece and comes back to it', async () => {
    await page.goto(address);
    await page.locator('.wall-tile').first().waitFor(patience);
    await tabTo(page, '.wall-grid');
    const before = await page.locator('[role="gridcell"]').innerText();
    assert.match(before, /piece 1 of/);
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await page.locator('[role="gridcell"]').innerText(), before);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.locator('dialog[open] .facts').waitFor(patience);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'hidden' });
    await until(page, () => document.activeElement?.className === 'wall-grid', { argument: undefined });
  });

  it('leaves the wall by arrows where it ends', async () => {
    await page.goto(address);
    await page.locator('.wall-tile').first().waitFor(patience);
    await tabTo(page, '.wall-grid');
    for (let step = 0; step < 12 && (await focused(page)) === 'wall-grid'; step += 1) {
      await page.keyboard.press('ArrowUp');
    }
    assert.notEqual(await focused(page), 'wall-grid');
    assert.notEqual(await focused(page), 'BODY');
  });

  it('edits the name by keys alone; the front page says it', async () => {
    await page.goto(address);
    await page.locator('.film-do').waitFor(patience);
    await tabTo(page, '.film-do button', 'Edit');
    await page.keyboard.press('Enter');
    const field = page.getByLabel('Title', { exact: true });
    await field.waitFor(patience);
    assert.deepEqual(await axeFindings(page), []);
    // It is begun in its first field.
    await page.locator('dialog[open] input:focus').waitFor(patience);
    assert.equal(await field.evaluate((input) => input === document.activeElement), true);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Morning Walk');
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: 'Morning Walk' }).waitFor(patience);
    await keepsFocus(page);
    const front = await browser.newPage();
    await front.goto(bijou.url);
    await front.getByText('Morning Walk').first().waitFor(patience);
    await front.close();
  });

  it('removes it and takes that back, by pointer and by keys', async () => {
    await page.goto(`${bijou.url}/studio`);
    const row = page.locator('.title-row', { hasText: 'Morning Walk' });
    await row.waitFor(patience);
    await row.getByRole('checkbox').check();
    await page.locator('.bulk').getByRole('button', { name: 'Remove' }).click();
    await row.waitFor({ state: 'detached' });
    await keepsFocus(page);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: 'Undo' }).click();
    await row.waitFor(patience);

    const more = row.getByRole('button', { name: 'More actions for' });
    for (const open of ['true', 'false', 'true', 'false']) {
      await more.click();
      await row.locator(`.button-icon[aria-expanded="${open}"]`).waitFor(patience);
    }
    await more.focus();
    await page.keyboard.press('Enter');
    // Without waiting for the list: the keys of a quick hand are the list's all the same.
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await row.waitFor({ state: 'detached' });
    // What can be done about it has the focus at once, and waits for as long as it has it.
    await page.locator('.toast button:focus', { hasText: 'Undo' }).waitFor(patience);
    await page.keyboard.press('Enter');
    await row.waitFor(patience);
    await keepsFocus(page);
    const titles = await bijou.json<{ name: string }[]>('titles');
    assert.deepEqual(
      titles.map((title) => title.name),
      ['Morning Walk'],
    );
  });

  it('keeps search, order and page in the address', async () => {
    await page.goto(`${bijou.url}/studio`);
    await page.getByLabel('Find a title').fill('nothing like it');
    await page.getByText('No title fits this search').waitFor(patience);
    await page.waitForURL(/q=nothing/, patience);
    assert.deepEqual(await axeFindings(page), []);
    await page.reload();
    await page.getByText('No title fits this search').waitFor(patience);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.locator('.title-row').waitFor(patience);
    await page.waitForURL(({ search }) => search === '', patience);
  });

  it('says in operations that all is well, and axe finds nothing', async () => {
    await page.goto(`${bijou.url}/studio`);
    await page.locator('.shell-nav a[href="/operations"]').focus();
    await page.keyboard.press('Enter');
    const well = page.locator('.health[data-well="true"]');
    await well.waitFor(patience).catch(async () => assert.fail(await page.locator('.health').innerText()));
    assert.equal(await page.locator('.process').count(), 6);
    await keepsFocus(page);
    assert.deepEqual(await axeFindings(page), []);
  });

  it('says in operations what is not well, within the time of a look', async () => {
    await bijou.kill('encoder');
    await page.locator('.health[data-well="false"]').waitFor(patience);
    assert.match(await page.locator('.health').innerText(), /encoder/);
    assert.deepEqual(await axeFindings(page), []);
    await bijou.startTarget('encoder');
    await page.locator('.health[data-well="true"]').waitFor(patience);
  });

  it('holds at 320 pixels, which is 640 at 200%, and from right to left', async () => {
    const id = address.split('/').at(-1) ?? '';
    for (const locale of ['en', 'ar']) {
      const small = await launchChromium({ viewport: { width: 320, height: 640 }, locale });
      const narrow = await small.newPage();
      for (const path of ['/studio', '/studio/removed', `/studio/${id}`, `/studio/${id}?sheet=edit`, '/operations']) {
        await narrow.goto(bijou.ownerUrl(path));
        await narrow.locator(path.includes('sheet') ? 'dialog[open] form.sheet-form' : 'main h1').waitFor(patience);
        const wider = await narrow.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wider <= 0, `${path} in ${locale} is ${wider} pixels too wide`);
        assert.deepEqual(await axeFindings(narrow), [], `${path} in ${locale}`);
      }
      assert.equal(await narrow.evaluate(() => document.documentElement.dir), locale === 'ar' ? 'rtl' : 'ltr');
      await small.close();
    }
  });

  it('is gone over by a remote’s arrows alone: every control is come to and left, and none is changed', async () => {
    const id = address.split('/').at(-1) ?? '';
    const television = await launchChromium({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce' });
    const far = await television.newPage();
    await far.goto(bijou.ownerUrl('/studio'));
    for (const path of ['/studio', '/studio/removed', `/studio/${id}`, `/studio/${id}?sheet=edit`, '/operations']) {
      await far.goto(`${bijou.url}${path}${path.includes('?') ? '&' : '?'}screen=tv`);
      await far.locator(path.includes('sheet') ? 'dialog[open] form.sheet-form' : 'main h1').waitFor(patience);
      const { missed, traps, changes } = await walk(far);
      assert.deepEqual({ missed, traps, changes }, { missed: [], traps: [], changes: [] }, path);
    }
    await television.close();
  });

  it('edits what is selected, keeps what was removed on a shelf, and takes another file for a film', async () => {
    await page.goto(`${bijou.url}/studio`);
    const row = page.locator('.title-row', { hasText: 'Morning Walk' });
    await row.getByRole('checkbox').check(patience);
    await page.locator('.bulk').getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Year').fill('1931');
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: 'Save' }).click();
    await row.getByText('1931').waitFor(patience);

    await page.locator('.bulk').getByRole('button', { name: 'Remove' }).click();
    await page.goto(`${bijou.url}/studio/removed`);
    await page.getByRole('heading', { name: 'Morning Walk' }).waitFor(patience);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('Nothing here').waitFor(patience);

    const other = await makeFilm(join(folder, 'other.mp4'), { width: 640, height: 360, shots: [2, 2] });
    await page.goto(`${address}?sheet=replace`);
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a film' }).click(patience);
    await (await chosen).setFiles(other);
    await page.getByRole('button', { name: 'Replace', exact: true }).click();
    await page.getByText('New file on its way').waitFor(patience);
    await page.locator('.film-head .state[data-state="ready"]').waitFor(patience);
    const [title] = await bijou.json<TitleJson[]>('titles');
    assert.deepEqual([title?.name, Math.round(title?.duration ?? 0)], ['Morning Walk', 4]);
  });

  it('adds a webhook, says what came of a test, and takes it away', async () => {
    await page.goto(`${bijou.url}/operations`);
    await page.getByLabel('Address').fill(`${bijou.url}/nobody-listens`);
    await page.getByRole('button', { name: 'Add webhook' }).click();
    await page.locator('.hook-secret code').waitFor(patience);
    await page.getByRole('button', { name: 'Send test' }).click();
    await page.locator('.hook').getByText('It answered').waitFor(patience);
    assert.deepEqual(await axeFindings(page), []);
    await page.locator('.hook').getByRole('button', { name: 'Remove' }).click();
    await page.locator('.hook').waitFor({ state: 'detached' });
  });

  it('says what is wrong when the studio does not answer, and what it is when there is no network', async () => {
    const lone = await browser.newPage();
    await lone.route('**/api/studio/titles?*', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/json',
        body: JSON.stringify({
          error: { code: 'server.fault', status: 500, retry: 'never', sentence: 'It broke.', details: {} },
        }),
      }),
    );
    await lone.goto(`${bijou.url}/studio`);
    await lone.getByText('server.fault').waitFor(patience);
    assert.deepEqual(await axeFindings(lone), []);
    await lone.unrouteAll();
    await lone.getByRole('button', { name: 'Try again' }).click();
    await lone.locator('.title-row').waitFor(patience);
    await lone.goto(`${bijou.url}/studio/0190a000-0000-7000-8000-000000000000`);
    await lone.getByText('This title isn’t here').waitFor(patience);
    assert.deepEqual(await axeFindings(lone), []);
    await lone.close();
  });

  it('threw nothing on the way', () => {
    assert.deepEqual(errors, []);
  });
});

/** Drops a file on the page, as a hand would: the browser makes the event and the file in it. */
async function drop(page: Page, file: string): Promise<void> {
  const bytes = (await readFile(file)).toString('base64');
  await page.evaluate(
    ({ base64, fileName }) => {
      const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([data], fileName, { type: 'video/mp4' }));
      const target = document.querySelector('.drop');
      for (const type of ['dragover', 'drop']) {
        target?.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }
    },
    { base64: bytes, fileName: file.split('/').at(-1) ?? 'film.mp4' },
  );
}

/** The focus is somewhere on the page: what had it may be gone, but it is not lost. */
async function keepsFocus(page: Page): Promise<void> {
  await until(page, () => document.activeElement !== null && document.activeElement !== document.body, {
    argument: undefined,
  });
}

/** What has the focus: its class or its name. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.className || document.activeElement?.nodeName || '');
}

/** Presses Tab until what has the focus fits; fails when it has been all round the page. */
async function tabTo(page: Page, selector: string, label = ''): Promise<void> {
  for (let press = 0; press < 120; press += 1) {
    const there = await page.evaluate(
      ({ wanted, words }) => {
        const element = document.activeElement;
        const said = `${element?.textContent ?? ''} ${(element as HTMLInputElement | null)?.labels?.[0]?.textContent ?? ''}`;
        return element?.matches(wanted) === true && said.includes(words);
      },
      { wanted: selector, words: label },
    );
    if (there) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`No ${selector} ${label} by Tab.`);
}
