// How long the catalogue takes over a library of 20,000 titles (TITLES=…): node bench/catalog/run.ts [--json]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FollowedEvent } from '../../src/contracts/index.ts';
import { openSqliteIndex } from '../../src/engines/index/sqlite/open.ts';
import { openSqlite } from '../../src/engines/sql/sqlite/open.ts';
import { silentLogger } from '../../src/host/index.ts';
import { idMaker, isoTime, seededRandom, systemClock, systemRandom } from '../../src/kit/index.ts';
import { type CatalogTables, migrations, start } from '../../src/services/catalog/index.ts';
import { context, described } from '../../src/services/catalog/testing/rig.ts';

const titles = Number(process.env.TITLES ?? 20_000);
const rounds = 25;
const random = seededRandom(1);
const makeId = idMaker(systemClock, systemRandom);
const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random.float() * list.length)] as Item;
const syllables = ['ka', 'lo', 'mi', 'ra', 'ton', 'vel', 'shi', 'dor', 'an', 'eth', 'us', 'bre', 'gin', 'pol', 'ys'];
const word = () => Array.from({ length: 2 + Math.floor(random.float() * 3) }, () => pick(syllables)).join('');
const words = Array.from({ length: 6_000 }, word);
const people = Array.from({ length: 20_000 }, () => `${pick(words)} ${pick(words)}`);
const genres = ['Drama', 'Comedy', 'Crime', 'Action', 'Horror', 'Romance', 'War', 'Western', 'Music', 'Family'];

const folder = await mkdtemp(join(tmpdir(), 'bijou-bench-catalog-'));
const common = { clock: systemClock, logger: silentLogger };
const file = join(folder, 'catalog.sqlite');
const sql = await openSqlite<CatalogTables>({ ...common, file, migrations, random: systemRandom });
let apply: ((events: readonly FollowedEvent[]) => Promise<void>) | undefined;
const index = await openSqliteIndex({ ...common, file: join(folder, 'index.sqlite') });
const catalog = await start({
  ...common,
  sql,
  index,
  follow: (_, effect) => {
    apply = (events) => sql.transaction((tx) => effect(tx, events as Parameters<typeof effect>[1]));
    return {
      trouble: () => undefined,
      deadLetters: async () => [],
      retryDeadLetters: async () => ({ applied: 0, left: 0 }),
    };
  },
});
const { calls } = catalog.implementation;

const begin = performance.now();
for (let from = 0; from < titles; from += 100) {
  const events = Array.from({ length: Math.min(100, titles - from) }, (_, index): FollowedEvent => {
    const id = makeId();
    const isEpisode = random.float() < 0.4;
    const payload = described(id, {
      name: Array.from({ length: 1 + Math.floor(random.float() * 4) }, () => pick(words)).join(' '),
      year: 1920 + Math.floor(random.float() * 107),
      summary: Array.from({ length: 60 }, () => pick(words)).join(' '),
      genres: [pick(genres), pick(genres)],
      people: Array.from({ length: 10 }, () => ({ name: pick(people), role: 'actor' })),
      audio: [pick(['en', 'de', 'fr', 'ja'])],
      ...(isEpisode
        ? { series: { name: `The ${words[Math.floor((from + index) / 20) % 500]}`, season: 1, episode: index } }
        : {}),
    });
    return {
      id: makeId(),
      type: 'title.encoded',
      key: id,
      at: isoTime(Date.UTC(2026, 0, 1) + (from + index) * 1000),
      payload,
      place: { partition: 0, offset: from + index },
    };
  });
  await apply?.(events);
}
const told = performance.now();
await catalog.settled();
const perTitle = (told - begin) / titles;
const indexed = (performance.now() - told) / titles;
console.log(`${titles} titles told, ${perTitle.toFixed(2)} ms each; found ${indexed.toFixed(2)} ms each later`);

const { titles: some } = await calls.titles({ limit: 500 }, context);
const slip = (text: string) => `${text.slice(0, 2)}${text.slice(3)}`;
const asked: readonly [what: string, ask: () => Promise<unknown>][] = [
  ['newest 100', () => calls.titles({ limit: 100 }, context)],
  ['by name, 100', () => calls.titles({ limit: 100, sort: 'name' }, context)],
  ['by year, a genre, 100', () => calls.titles({ limit: 100, sort: 'year', genre: pick(genres) }, context)],
  ['search: one letter', () => calls.titles({ limit: 24, q: pick(words).slice(0, 1) }, context)],
  ['search: three letters', () => calls.titles({ limit: 24, q: pick(words).slice(0, 3) }, context)],
  ['search: a name', () => calls.titles({ limit: 24, q: pick(some).name }, context)],
  ['search: a person', () => calls.titles({ limit: 24, q: pick(people) }, context)],
  ['search: a slip', () => calls.titles({ limit: 24, q: slip(pick(words)) }, context)],
  ['search: two slips', () => calls.titles({ limit: 24, q: `${slip(pick(words))} ${slip(pick(words))}` }, context)],
  ['facets', () => calls.facets({}, context)],
  ['title', () => calls.title({ id: pick(some).id, more: 'omit' }, context)],
  ['title, with more', () => calls.title({ id: pick(some).id }, context)],
  ['more', () => calls.more({ id: pick(some).id }, context)],
  ['what playing needs', () => calls.presentation({ id: pick(some).id }, context)],
];
const figures: Record<string, { cpuMs: number; p50Ms: number; p95Ms: number }> = {};
console.log('| asked | CPU ms | p50 ms | p95 ms |\n|---|---|---|---|');
for (const [what, ask] of asked) {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) {
    const at = performance.now();
    await ask();
    times.push(performance.now() - at);
  }
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  const share = (part: number) => rounded(times[Math.floor(part * (times.length - 1))] ?? 0);
  const figure = { cpuMs: rounded((user + system) / 1000 / rounds), p50Ms: share(0.5), p95Ms: share(0.95) };
  figures[what] = figure;
  console.log(`| ${what} | ${figure.cpuMs} | ${figure.p50Ms} | ${figure.p95Ms} |`);
}
if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ titles, toldMs: rounded(perTitle), foundMs: rounded(indexed), asked: figures }));
}
await catalog.stop();
await index.close();
await sql.close();
await rm(folder, { recursive: true, force: true });

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
