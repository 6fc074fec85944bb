// Starts in mid-film with nothing in any cache, and a restart while somebody watches.
// `node bench/seek/run.ts [--json] [--places=50] [--restarts=5] [--data=FOLDER]`
// FOLDER: a data folder with a film in it; otherwise one is made.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { seededRandom } from '../../src/kit/index.ts';
import { launchChromium, until } from '../../test/browser/launch.ts';
import { addFilm, startBijou, type TitleJson } from '../../test/support/bijou.ts';
import { makeFilm } from '../../test/support/films.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    places: { type: 'string', default: '50' },
    restarts: { type: 'string', default: '5' },
    data: { type: 'string' },
  },
});
/** Somewhere behind the first segments, whatever chance gives besides. */
const firstPlace = 20;
const startAim = 1_500;
const restartAim = 2_000;

const folder = await mkdtemp(join(tmpdir(), 'bijou-seek-'));
const bijou = await startBijou({
  mode: 'a process per service',
  ...(values.data === undefined ? {} : { dataFolder: values.data }),
});
await using browser = await launchChromium({ viewport: { width: 1440, height: 900 } });
try {
  const title = await filmToWatch();
  const random = seededRandom(9);
  const chance = () => 1 + random.float() * (title.duration - 3);
  const places = [firstPlace, ...Array.from({ length: Number(values.places) }, chance)];
  const page = await browser.newPage();
  // The app lies in the browser's cache, as for whoever was there before; the film does not.
  await startAt(page, title.id, 0);
  const starts: number[] = [];
  for (const place of places) starts.push(await coldStart(page, title.id, place));
  const restarts: Restart[] = [];
  for (let round = 0; round < Number(values.restarts); round += 1) restarts.push(await restart(page, title.id));
  print(starts, restarts);
} finally {
  await bijou.stop({ keep: values.data !== undefined });
  await rm(folder, { recursive: true, force: true });
}

async function filmToWatch(): Promise<TitleJson> {
  if (values.data !== undefined) {
    const titles = await bijou.json<TitleJson[]>('titles');
    const [longest] = titles.filter(({ watchable }) => watchable).sort((a, b) => b.duration - a.duration);
    if (longest === undefined) throw new Error('There is no film to watch.');
    return longest;
  }
  const shots = Array.from({ length: 10 }, (_, shot) => 4 + (shot % 3));
  const film = await makeFilm(join(folder, 'long.mp4'), { width: 1280, height: 720, rate: '24', shots });
  return addFilm(bijou, film);
}

/** The appliance begins anew, and remembers nothing. Milliseconds to the first picture at that place. */
async function coldStart(page: Page, id: string, place: number): Promise<number> {
  await bijou.kill('appliance');
  await bijou.startTarget('appliance');
  await sleep(1_000);
  return startAt(page, id, place);
}

async function startAt(page: Page, id: string, place: number): Promise<number> {
  await page.goto('about:blank');
  await page.goto(`${bijou.url}/watch/${id}?t=${place.toFixed(1)}`, { waitUntil: 'commit' });
  await until(page, (at) => (document.querySelector('video')?.currentTime ?? 0) >= at, {
    argument: Math.max(0.05, place),
    timeoutMs: 60_000,
  });
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        document.querySelector('video')?.requestVideoFrameCallback(() => resolve(performance.now()));
      }),
  );
}

interface Restart {
  /** From the end of the old process to the first answer of the new one. */
  readonly took: number;
  /** From there until the film moves. */
  readonly goesOnAfter: number;
}

/** The appliance goes away while somebody jumps to where nothing is buffered, and comes back. */
async function restart(page: Page, id: string): Promise<Restart> {
  await startAt(page, id, 0);
  await bijou.kill('appliance');
  const gone = performance.now();
  await page.keyboard.press('7');
  await bijou.startTarget('appliance');
  const back = performance.now();
  const place = await page.evaluate(() => document.querySelector('video')?.currentTime ?? 0);
  await until(page, (at) => (document.querySelector('video')?.currentTime ?? 0) > at + 0.1, {
    argument: place,
    timeoutMs: 60_000,
  });
  return { took: back - gone, goesOnAfter: performance.now() - back };
}

function print(starts: readonly number[], restarts: readonly Restart[]): void {
  const sorted = [...starts].sort((a, b) => a - b);
  const part = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  const longest = Math.round(Math.max(...restarts.map(({ goesOnAfter }) => goesOnAfter)));
  const took = Math.round(Math.max(...restarts.map((one) => one.took)));
  const first = Math.round(starts[0] ?? 0);
  if (values.json) {
    const cold = { places: starts.length, first, p50: part(0.5), p95: part(0.95), longest: part(1) };
    console.log(JSON.stringify({ coldStart: cold, restart: { rounds: restarts.length, took, longest } }));
    return;
  }
  console.log('| what | milliseconds | aim |');
  console.log('|---|---|---|');
  console.log(`| first picture at ?t=${firstPlace}, cold | ${first} | ${startAim} |`);
  console.log(`| at ${starts.length} places, cold: p50 | ${part(0.5)} | |`);
  console.log(`| … p95 | ${part(0.95)} | ${startAim} |`);
  console.log(`| … longest | ${part(1)} | |`);
  console.log(`| a restart, longest of ${restarts.length} | ${took} | |`);
  console.log(`| … the film goes on after it, longest | ${longest} | ${restartAim} |`);
}
