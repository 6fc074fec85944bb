// Every page of the member's side in every state, as axe, a small screen and a television see it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axeFindings } from '../browser/axe.ts';
import { leave, states, visit } from '../browser/fixtures/states.ts';
import { type LaunchOptions, launchChromium, television } from '../browser/launch.ts';
import { overflowOf, textBelow } from '../browser/measure.ts';
import { type Bijou, startBijou } from '../support/bijou.ts';

describe('the pages in every state', () => {
  let bijou: Bijou;

  before(async () => {
    bijou = await startBijou({ mode: 'one process' });
  });
  after(() => bijou.stop());

  const browse = (options: LaunchOptions) => launchChromium({ reducedMotion: 'reduce', ...options });

  for (const [size, options] of [
    ['a desk', { viewport: { width: 1440, height: 900 } }],
    ['a phone, in Arabic', { viewport: { width: 390, height: 844 }, locale: 'ar', hasTouch: true, isMobile: true }],
  ] as const) {
    test(`axe finds nothing on ${size}, in any state`, async () => {
      await using browser = await browse(options);
      for (const state of states) {
        const { page, errors } = await visit(browser, { url: bijou.url, state });
        assert.deepEqual(await axeFindings(page), [], `${state.name} on ${size}`);
        assert.deepEqual(errors, [], state.name);
        assert.deepEqual(await textBelow(page, 13), [], state.name);
        assert.equal(await overflowOf(page), 0, `${state.name} is as wide as ${size}`);
        await leave(browser, page);
      }
    });
  }

  test('every state holds at 320 pixels, and at 200%', async () => {
    for (const options of [
      { viewport: { width: 320, height: 640 } },
      { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
    ]) {
      await using browser = await browse(options);
      for (const state of states) {
        const { page } = await visit(browser, { url: bijou.url, state });
        assert.equal(await overflowOf(page), 0, `${state.name} at ${options.viewport.width}`);
        await leave(browser, page);
      }
    }
  });

  test('on a television nothing is smaller than 28 pixels, and nothing stands at the edge', async () => {
    await using browser = await browse(television);
    for (const state of states.filter(({ name }) => name !== 'parts')) {
      const { page } = await visit(browser, { url: bijou.url, state });
      assert.deepEqual(await textBelow(page, 28), [], state.name);
      const edge = await page.evaluate(() =>
        [...document.querySelectorAll('main :is(h1, h2, .button):not(.unseen)')]
          .map((element) => element.getBoundingClientRect())
          .filter(({ width, left, right }) => width > 1 && (left < 0.05 * innerWidth || right > 0.951 * innerWidth)),
      );
      assert.deepEqual(edge, [], state.name);
      await leave(browser, page);
    }
  });
});
