// From the click on Play to the first picture of the film. `node bench/play-start/run.ts [--json] [STARTS]`
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import { launchChromium, until } from '../../test/browser/launch.ts';
import { addFilm, startBijou } from '../../test/support/bijou.ts';
import { makeFilm } from '../../test/support/films.ts';
import { type Start, watchForPicture } from './picture.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const starts = Number(positionals[0] ?? 50);

/** How somebody comes to the click. */
interface Way {
  readonly key: string;
  readonly name: string;
  /** 95% within so much. */
  readonly aimMs: number;
  /** How long the pointer is on its way across the page; 0: it is there out of nowhere, as a test's is. */
  readonly travelMs: number;
  readonly restMs: number;
  /** Every start is the browser's first. */
  readonly empty?: true;
}
const ways: readonly Way[] = [
  { key: 'rests', aimMs: 120, name: 'pointer travels 0.5 s and rests 0.2 s on Play', travelMs: 500, restMs: 200 },
  { key: 'atOnce', aimMs: 120, name: 'pointer travels 0.5 s and clicks at once', travelMs: 500, restMs: 0 },
  {
    ...{ key: 'nowhere', aimMs: 300, name: 'pointer clicks out of nowhere, nothing in the cache' },
    ...{ travelMs: 0, restMs: 0, empty: true },
  },
];
const steps = 25;

const folder = await mkdtemp(join(tmpdir(), 'bijou-play-start-'));
const bijou = await startBijou({ mode: 'one process' });
try {
  const film = await makeFilm(join(folder, 'evening.mp4'), { width: 1280, height: 720, rate: '24', shots: [6, 5, 7] });
  await addFilm(bijou, film);
  console.log(`Click on Play to the first picture, ${starts} starts each, milliseconds\n`);
  console.log('| | aim of p95 | p50 | p95 | longest | script | addresses | manifest | first bytes of the picture |');
  console.log('|---|---|---|---|---|---|---|---|---|');
  const figures: Record<string, number> = {};
  for (const way of ways) {
    const { name, key, aimMs } = way;
    const measured = await measure(way);
    const of = (pick: (start: Start) => number | undefined) => {
      const known = measured.map(pick).filter((value) => value !== undefined);
      return known.sort((a, b) => a - b);
    };
    const pictures = of(({ picture }) => picture);
    const middles = [
      of(({ script }) => script),
      of(({ addresses }) => addresses),
      of(({ manifest }) => manifest),
      of(({ bytes }) => bytes),
    ].map((values) => part(values, 0.5));
    console.log(
      `| ${name} | ${aimMs} | ${[part(pictures, 0.5), part(pictures, 0.95), part(pictures, 1), ...middles].join(' | ')} |`,
    );
    figures[`${key}P50`] = Number(part(pictures, 0.5));
    figures[`${key}P95`] = Number(part(pictures, 0.95));
  }
  console.log('\nThe last four: median time at which that had arrived; below 0: before the click.');
  if (options.json) console.log(JSON.stringify(figures));
} finally {
  await bijou.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measure(way: Way): Promise<Start[]> {
  const measured: Start[] = [];
  let browser: (BrowserContext & AsyncDisposable) | undefined;
  for (let start = 0; start < starts; start += 1) {
    if (way.empty) await browser?.close();
    if (way.empty || browser === undefined) browser = await launchChromium({ viewport: { width: 1440, height: 900 } });
    // The first visit with a cache fills it.
    if (start === 0 && !way.empty) await startOnce(browser, way);
    measured.push(await startOnce(browser, way));
  }
  await browser?.close();
  return measured;
}

async function startOnce(browser: BrowserContext, { travelMs, restMs }: Way): Promise<Start> {
  const page: Page = await browser.newPage();
  await page.addInitScript(watchForPicture);
  await page.goto(bijou.url);
  const play = page.locator('a[href^="/watch/"]').first();
  await play.waitFor();
  await sleep(1_500);
  const box = await play.boundingBox();
  if (box === null) throw new Error('Play is not on the page.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  for (let step = 0; travelMs > 0 && step < steps; step += 1) {
    const left = 1 - step / steps;
    await page.mouse.move(x + 600 * left, y - 250 * left);
    await sleep(travelMs / steps);
  }
  await page.mouse.move(x, y);
  await sleep(restMs);
  await page.mouse.down();
  await page.mouse.up();
  await until(page, () => 'started' in window, { argument: undefined });
  const start = await page.evaluate(() => (window as unknown as { started: Start }).started);
  // The place is forgotten, so that every start is one from the beginning.
  await page.evaluate(() => localStorage.removeItem('bijou.places'));
  await page.close({ runBeforeUnload: false });
  return start;
}

function part(sorted: readonly number[], share: number): string {
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
  return value === undefined ? '–' : value.toFixed(0);
}
