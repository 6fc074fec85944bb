// A film's page opened cold on a slow network: when its first picture is there, and what becomes of the bytes that came.
// `node bench/slow-start/run.ts [--json] [--rates=1.5,2.5,5] [--starts=3] [--trace] [--data=FOLDER | --at=ADDRESS]`
// On the sample films: in a new data folder, in FOLDER, or in a Bijou that runs at ADDRESS.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { TitleCard } from '../../src/contracts/index.ts';
import { launchChromium, until } from '../../test/browser/launch.ts';
import { type Bijou, startBijou, type TitleJson, until as untilSo } from '../../test/support/bijou.ts';
import { readSeen, type Seen, watchTheStart } from './in-page.ts';
import { type Answer, narrow } from './traffic.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    rates: { type: 'string', default: '1.5,2.5,5' },
    starts: { type: 'string', default: '3' },
    data: { type: 'string' },
    at: { type: 'string' },
  },
});
/** First picture, milliseconds, by Mbit/s. */
const aims: Readonly<Record<string, number>> = { '1.5': 4_800, '2.5': 4_000, '5': 3_000 };
/** There and back, as across a city. */
const latencyMs = 30;
/** So much of the film is watched, to see what is asked for after the first picture. */
const watchedSeconds = 10;

interface Start {
  readonly rate: string;
  readonly film: string;
  readonly picture: number;
  readonly waits: number;
  /** Rungs in the order in which segments of them were asked for. */
  readonly rungs: readonly string[];
  /** Of pictures, bytes: came, and of these never put on the screen. */
  readonly came: number;
  readonly thrownAway: number;
  readonly dropped: number;
  /** What else came before the first picture, bytes by kind. */
  readonly before: Readonly<Record<string, number>>;
}

const own =
  values.at === undefined
    ? await startBijou({
        mode: 'one process',
        sample: true,
        ...(values.data === undefined ? {} : { dataFolder: values.data }),
      })
    : undefined;
const house = values.at ?? own?.url ?? '';
try {
  if (own !== undefined) await sampleFilmsReady(own);
  const films = await watchable();
  const starts: Start[] = [];
  for (const rate of values.rates.split(','))
    for (const film of films.slice(0, 3))
      for (let round = 0; round < Number(values.starts); round += 1) starts.push(await startOnce(rate, film));
  if (values.json) console.log(JSON.stringify({ latencyMs, starts }, null, 1));
  else printTable(starts);
} finally {
  await own?.stop({ keep: values.data !== undefined });
}

async function sampleFilmsReady(bijou: Bijou): Promise<void> {
  await untilSo('the sample films are ready', async () => {
    const titles = await bijou.json<TitleJson[]>('titles');
    return titles.length >= 3 && titles.every(({ state }) => state === 'ready');
  });
}

async function watchable(): Promise<readonly TitleCard[]> {
  const answer = await fetch(`${house}/api/catalog/titles`);
  return ((await answer.json()) as { titles: TitleCard[] }).titles;
}

async function startOnce(rate: string, film: TitleCard): Promise<Start> {
  await using browser = await launchChromium({ viewport: { width: 1440, height: 900 } });
  const page = await browser.newPage();
  await page.addInitScript(watchTheStart);
  const traffic = await narrow(page, { bits: Number(rate) * 1e6, latencyMs });
  await page.goto(`${house}/watch/${film.id}`, { waitUntil: 'commit' });
  await until(page, (past) => (document.querySelector('video')?.currentTime ?? 0) > past, {
    argument: Math.min(watchedSeconds, film.durationSeconds - 2),
    timeoutMs: 90_000,
  });
  // Nothing more is to come, so that all that came can be told from what was shown.
  await traffic.network.send('Network.emulateNetworkConditions', {
    ...{ offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 },
  });
  await sleep(500);
  const seen = await page.evaluate(readSeen);
  const answers = traffic.answers.filter((answer) => answer.bytes > 0);
  if (values.trace) trace(rate, film, { seen, answers });
  return summary(rate, film, { seen, answers });
}

function summary(
  rate: string,
  film: TitleCard,
  { seen, answers }: { readonly seen: Seen; readonly answers: readonly Answer[] },
): Start {
  const picture = seen.picture ?? Number.NaN;
  // The index is read, never shown; what the end of the watching broke off is nobody's fault.
  const pictures = answers.filter((answer) => kindOf(answer) === 'pictures' && answer.bytes > 4_000);
  const newest = pictures.at(-1);
  const bytesOf = (some: readonly Answer[]) => some.reduce((sum, { bytes }) => sum + bytes, 0);
  const came = bytesOf(pictures.filter((answer) => !answer.isBrokenOff || answer !== newest));
  const brokenOff = bytesOf(pictures.filter((answer) => answer.isBrokenOff && answer !== newest));
  // One segment may have come and wait for its turn.
  const waiting = pictures.findLast(({ isBrokenOff }) => !isBrokenOff)?.bytes ?? 0;
  const before: Record<string, number> = {};
  for (const answer of answers)
    if (answer.begun < picture) before[kindOf(answer)] = (before[kindOf(answer)] ?? 0) + answer.bytes;
  return {
    ...{ rate, film: film.name, picture: Math.round(picture), waits: seen.waits, came },
    rungs: pictures.map(({ path }) => path.split('/').at(-2) ?? ''),
    thrownAway: brokenOff + Math.max(0, came - brokenOff - seen.appended - waiting),
    dropped: Math.round(seen.dropped * 10) / 10,
    before,
  };
}

function kindOf({ path, type }: Answer): string {
  if (/\/\d+p[^/]*\/media\.mp4$/.test(path)) return 'pictures';
  if (/\/media\.mp4$/.test(path)) return 'sound';
  if (/\/thumbs\//.test(path)) return 'thumbnails';
  if (path.startsWith('/api/') && type !== 'Image') return 'calls';
  return type.toLowerCase();
}

function trace(rate: string, film: TitleCard, { seen, answers }: { seen: Seen; answers: readonly Answer[] }): void {
  console.error(`${rate} Mbit/s, ${film.name}: first picture after ${seen.picture?.toFixed(0)} ms`);
  for (const { path, begun, ended, bytes, isBrokenOff } of answers)
    console.error(
      `  ${begun.toFixed(0).padStart(6)} ${(ended ?? Number.NaN).toFixed(0).padStart(6)} ${String(bytes).padStart(8)} ${path.split('/').slice(-3).join('/')}${isBrokenOff ? ' broken off' : ''}`,
    );
}

function printTable(starts: readonly Start[]): void {
  console.log('| Mbit/s | film | first picture, median, ms | aim | waits | rungs asked for | thrown away, kB |');
  console.log('|---|---|---|---|---|---|---|');
  for (const [key, group] of Map.groupBy(starts, ({ rate, film }) => `${rate} | ${film}`)) {
    const ordered = group.map(({ picture }) => picture).sort((a, b) => a - b);
    const middle = ordered[Math.floor(ordered.length / 2)];
    const waits = group.reduce((sum, start) => sum + start.waits, 0);
    const wasted = Math.max(...group.map(({ thrownAway }) => thrownAway));
    const rungs = runsOf(group[0]?.rungs ?? []);
    const aim = aims[group[0]?.rate ?? ''] ?? '';
    console.log(`| ${key} | ${middle} | ${aim} | ${waits} | ${rungs} | ${(wasted / 1000).toFixed(1)} |`);
  }
}

/** `240p ×2, 480p ×3` */
function runsOf(rungs: readonly string[]): string {
  const runs: { rung: string; times: number }[] = [];
  for (const rung of rungs) {
    const last = runs.at(-1);
    if (last?.rung === rung) last.times += 1;
    else runs.push({ rung, times: 1 });
  }
  return runs.map(({ rung, times }) => (times === 1 ? rung : `${rung} ×${times}`)).join(', ');
}
