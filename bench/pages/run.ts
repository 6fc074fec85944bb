// What the first screen costs, how soon and how steadily it stands, and what a long visit leaves in memory; the
// processor four times slower than it is: node bench/pages/run.ts [--json] [loads] [rounds]
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { launchChromium, until } from '../../test/browser/launch.ts';
import { startBijou, until as untilSo } from '../../test/support/bijou.ts';

const asJson = process.argv.includes('--json');
const [loads = 7, rounds = 20] = process.argv
  .slice(2)
  .filter((word) => word !== '--json')
  .map(Number);
const slowdown = 4;

const bijou = await startBijou({ mode: 'one process', sample: true });
try {
  await untilSo('the first films are whole', async () => {
    const titles = await bijou.json<readonly { state: string }[]>('titles');
    return titles.length === 3 && titles.every(({ state }) => state === 'ready');
  });
  const first: Screen[] = [];
  for (let load = 0; load < loads; load += 1) first.push(await firstScreen());
  const heap = await heapOverRounds();
  const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const worst = (values: readonly number[]) => Math.max(...values);
  console.log('| what | middle | worst | aim |\n|---|---|---|---|');
  const line = (what: string, values: readonly number[], aim: string) =>
    console.log(`| ${what} | ${middle(values)} | ${worst(values)} | ${aim} |`);
  line(
    'script of the first screen, KB compressed',
    first.map(({ scriptKb }) => scriptKb),
    '≤ 120',
  );
  line(
    'largest picture, ms',
    first.map(({ largestMs }) => largestMs),
    '≤ 1000',
  );
  line(
    'layout shift',
    first.map(({ shift }) => shift),
    '≤ 0.02',
  );
  line('heap after 2 rounds through the pages, MB', [heap.early], '');
  line(`heap after ${rounds} rounds, MB`, [heap.late], 'as after 2');
  console.log(`The largest was: ${[...new Set(first.map(({ largest }) => largest))].join(', ')}`);
  if (asJson) {
    const of = (values: readonly number[]) => ({ middle: middle(values), worst: worst(values) });
    const figures = {
      scriptKb: of(first.map(({ scriptKb }) => scriptKb)),
      largestMs: of(first.map(({ largestMs }) => largestMs)),
      shift: of(first.map(({ shift }) => shift)),
      heapMb: heap,
    };
    console.log(JSON.stringify(figures));
  }
} finally {
  await bijou.stop();
}

interface Screen {
  readonly scriptKb: number;
  readonly largestMs: number;
  readonly largest: string;
  readonly shift: number;
}

async function slowPage(browser: BrowserContext): Promise<{ page: Page; cdp: CDPSession }> {
  const page = await browser.newPage();
  // A browser that has just been started is busy with itself.
  await sleep(2_500);
  const cdp = await browser.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return { page, cdp };
}

/** The front page, by somebody who was never here. */
async function firstScreen(): Promise<Screen> {
  await using browser = await launchChromium({ viewport: { width: 1440, height: 900 } });
  const { page, cdp } = await slowPage(browser);
  await cdp.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  cdp.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.addInitScript(() => {
    const seen = { largest: 0, element: '', shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { element?: Element })[]) {
        seen.largest = entry.startTime;
        seen.element = entry.element?.closest('[class]')?.className ?? entry.element?.localName ?? '';
      }
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) seen.shift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(bijou.url);
  await page.locator('#house:not([data-drawn]) .strip a.card').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const seen = await page.evaluate(
    () => (window as unknown as { seen: { largest: number; element: string; shift: number } }).seen,
  );
  return {
    scriptKb: Math.round(bytes / 102.4) / 10,
    largestMs: Math.round(seen.largest),
    largest: seen.element,
    shift: Math.round(seen.shift * 10_000) / 10_000,
  };
}

/** Front page, title page, library, search, and round again; what is held when the dust has been swept. */
async function heapOverRounds(): Promise<{ early: number; late: number }> {
  await using browser = await launchChromium({ viewport: { width: 1440, height: 900 } });
  const { page, cdp } = await slowPage(browser);
  await page.goto(bijou.url);
  let early = 0;
  for (let round = 1; round <= rounds; round += 1) {
    await page.locator('.strip a.card').first().click();
    await until(page, () => document.querySelector('.title h1') !== null, { argument: undefined });
    await page.locator('.shell-nav a[href="/library"]').click();
    await until(page, () => document.querySelector('.library-cards a.card') !== null, { argument: undefined });
    await page.locator('.shell-nav a[href="/search"]').click();
    await until(page, () => document.querySelector('.search') !== null, { argument: undefined });
    await page.locator('.shell-nav a[href="/"]').click();
    await until(page, () => document.querySelector('.home .strip a.card') !== null, { argument: undefined });
    if (round === 2) early = await heapOf(cdp);
  }
  return { early, late: await heapOf(cdp) };
}

async function heapOf(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = (await cdp.send('Runtime.getHeapUsage')) as { usedSize: number };
  return Math.round(usedSize / 104_857.6) / 10;
}
