// How a wall of many chunks keeps up: pictures a second with the processor slowed, and memory after many changes.
//   node bench/wall/run.ts [--json]    (WALL_UPDATES=1000 WALL_CHUNKS=10000 WALL_SLOWER=4)
// Needs the built app: npm run build:web
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import { launchChromium } from '../../test/browser/launch.ts';
import { filmId, type House, openHouse } from './house.ts';

const updates = Number(process.env.WALL_UPDATES ?? 1000);
const most = Number(process.env.WALL_CHUNKS ?? 10_000);
const slower = Number(process.env.WALL_SLOWER ?? 4);
/** Messages a second, and how many pieces go on with each. */
const perSecond = 30;
const pieces = 10;
const sizes = { desktop: [1440, 900], phone: [390, 844] } as const;

interface Measured {
  readonly chunks: number;
  readonly size: string;
  readonly squares: number;
  readonly pictures: number;
  readonly slowest: number;
  /** Milliseconds of the page's own thread for each message, the processor at its full speed. */
  readonly spent: number;
  readonly before: number;
  readonly after: number;
  readonly nodes: number;
}

const results: Measured[] = [];
for (const chunks of [1, 300, most]) {
  for (const [size, [width, height]] of Object.entries(sizes)) {
    results.push(await measure(chunks, size, { width, height }));
  }
}

console.log(
  `${perSecond} messages a second of ${pieces} pieces each; processor slowed ${slower} times; ${updates} messages\n`,
);
console.log(
  '| chunks | screen | windows | pictures/s | 95% within | thread a message | heap before | after | DOM nodes more |',
);
console.log('|---:|---|---:|---:|---:|---:|---:|---:|---:|');
for (const one of results) {
  console.log(
    `| ${one.chunks} | ${one.size} | ${one.squares} | ${one.pictures.toFixed(1)} | ${one.slowest.toFixed(0)} ms | ${one.spent.toFixed(2)} ms | ${megabytes(one.before)} | ${megabytes(one.after)} | ${one.nodes} |`,
  );
}
if (process.argv.includes('--json')) console.log(JSON.stringify({ perSecond, slower, updates, results }));

async function measure(
  chunks: number,
  size: string,
  viewport: { readonly width: number; readonly height: number },
): Promise<Measured> {
  const house = await openHouse({ chunks, done: 0.1 });
  const browser = await launchChromium({ viewport });
  try {
    const page = await browser.newPage();
    const tools = await browser.newCDPSession(page);
    await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(`${house.url}/studio/${filmId}`);
    await page.locator('.wall-tile').first().waitFor();
    await page.locator('.wall-panel').scrollIntoViewIfNeeded();
    await sleep(2_000);
    // Warm: what is made once is made before it is counted.
    await play(house, 60);
    const busy = await threadTime(tools);
    await play(house, 150);
    const spent = ((await threadTime(tools)) - busy) / 150;
    const before = await memory(tools);
    await tools.send('Emulation.setCPUThrottlingRate', { rate: slower });
    await countPictures(page);
    await play(house, updates);
    const times = await picturesCounted(page);
    await tools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    const after = await memory(tools);
    times.sort((a, b) => a - b);
    const lasted = times.reduce((sum, time) => sum + time, 0);
    return {
      chunks,
      size,
      squares: house.squares,
      pictures: (times.length / lasted) * 1000,
      slowest: times[Math.floor(times.length * 0.95)] ?? 0,
      spent,
      before: before.heap,
      after: after.heap,
      nodes: after.nodes - before.nodes,
    };
  } finally {
    await browser.close();
    await house.close();
  }
}

/** Tells of pieces that went on, evenly over time. */
async function play({ step, squares }: House, times: number): Promise<void> {
  // A small wall has not so many pieces to tell of: it would begin anew with every other message.
  const each = Math.max(1, Math.min(pieces, Math.floor(squares / 50)));
  const began = performance.now();
  for (let one = 0; one < times; one += 1) {
    step(each);
    const wait = began + ((one + 1) * 1000) / perSecond - performance.now();
    if (wait > 0) await sleep(wait);
  }
}

/** Notes in the page how long each picture took to follow the one before. */
async function countPictures(page: Page): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = [];
    let last = performance.now();
    const tick = (now: number) => {
      times.push(now - last);
      last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame((now) => {
      last = now;
      requestAnimationFrame(tick);
    });
    Object.assign(window, { pictureTimes: times });
  });
}

function picturesCounted(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { pictureTimes: number[] }).pictureTimes.splice(0));
}

/** Milliseconds that the page's own thread has worked: what other programs take from the machine does not count. */
async function threadTime(tools: CDPSession): Promise<number> {
  const { metrics } = await tools.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

/** What is really held: garbage is collected first. */
async function memory(tools: CDPSession): Promise<{ readonly heap: number; readonly nodes: number }> {
  await tools.send('HeapProfiler.enable');
  for (let round = 0; round < 3; round += 1) await tools.send('HeapProfiler.collectGarbage');
  await tools.send('HeapProfiler.disable');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  const { nodes } = await tools.send('Memory.getDOMCounters');
  return { heap: usedSize, nodes };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
