import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { jsonAnswer } from '../../contracts/index.ts';
import { silentLogger } from '../../host/index.ts';
import { systemClock } from '../../kit/index.ts';
import { appFile } from './app-files.ts';
import { type FrontPageOptions, frontPage, languagesOf } from './front-page.ts';

const page = appFile(new TextEncoder().encode('<p>app</p>'), 'text/html; charset=utf-8');
const card = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  name: 'Tide',
  durationSeconds: 60,
  addedAt: '2026',
  height: 720,
};
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bijou-drawn-'));
  const draw = `let drawn = 0;
    export async function drawFront(page, { titles, more, preferred }) {
      drawn += 1;
      return [drawn, page, titles.map(({ name }) => name), more, preferred].join(' ');
    }`;
  await writeFile(join(folder, 'draw.mjs'), draw);
});
after(() => rm(folder, { recursive: true, force: true }));

function front(changed: Partial<FrontPageOptions> = {}) {
  return frontPage({
    folder,
    catalog: async () => jsonAnswer({ titles: [card], next: 'x' }),
    originOf: () => 'http://films.test',
    clock: systemClock,
    logger: silentLogger,
    ...changed,
  });
}

function visit(languages = 'de-AT, en;q=0.8'): Request {
  return new Request('http://films.test/', { headers: { 'accept-language': languages } });
}

const textOf = (file: { readonly bytes: Uint8Array } | undefined) => file && new TextDecoder().decode(file.bytes);

test('the front page is drawn from the catalog, and again only when the catalog says something else', async () => {
  let name = 'Tide';
  const draw = front({ catalog: async () => jsonAnswer({ titles: [{ ...card, name }] }) });
  const first = await draw(visit(), page);
  assert.match(textOf(first) ?? '', /^\d+ <p>app<\/p> Tide false de-at,en$/);
  assert.equal(await draw(visit(), page), first);
  name = 'Ebb';
  assert.match(textOf(await draw(visit(), page)) ?? '', / Ebb /);
  assert.match(textOf(await draw(visit('ar'), page)) ?? '', / ar$/);
});

test('the page goes without where the catalog is away, late, wrong or empty, or where nothing was built', async () => {
  const without: readonly Partial<FrontPageOptions>[] = [
    { catalog: () => Promise.reject(new Error('away')) },
    { catalog: () => new Promise(() => undefined) },
    { catalog: async () => jsonAnswer({}, { status: 503 }) },
    { catalog: async () => jsonAnswer({ titles: [{ name: 'no card' }] }) },
    { catalog: async () => jsonAnswer({ titles: [] }) },
    { folder: join(folder, 'nowhere') },
  ];
  for (const changed of without) assert.equal(await front(changed)(visit(), page), undefined);
});

test('a catalog that is late or away costs a reader nothing once it has answered: the page is drawn as it last was', async () => {
  let catalog: FrontPageOptions['catalog'] = async () => jsonAnswer({ titles: [card] });
  const draw = front({ catalog: (request) => catalog(request) });
  const first = await draw(visit(), page);
  for (const trouble of [() => new Promise<never>(() => undefined), () => Promise.reject(new Error('away'))]) {
    catalog = trouble;
    assert.equal(await draw(visit(), page), first);
  }
  catalog = async () => jsonAnswer({ titles: [] });
  assert.equal(await draw(visit(), page), undefined, 'what it says counts, once it says it');
});

test('languages come in the order that the reader wants', () => {
  assert.deepEqual(languagesOf('en;q=0.5, de-AT, ar;q=0.9, *;q=0.1, fr;q=0, <b>'), ['de-at', 'ar', 'en']);
  assert.deepEqual(languagesOf(''), []);
});
