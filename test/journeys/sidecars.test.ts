// A folder as people keep it: an episode with subtitles, an NFO and a poster beside it, added where it lies or sent from afar.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Artwork, TitleMetadata } from '../../src/contracts/index.ts';
import { startBijou, type TitleJson, until } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';

const words = '1\n00:00:00,500 --> 00:00:01,000\nHello\n';
const nfo =
  '<episodedetails><title>Pilot</title><genre>Drama</genre><actor><name>Ana Sol</name></actor></episodedetails>';

interface Found {
  readonly total: number;
  readonly titles: readonly { readonly id: string; readonly name: string }[];
}

describe('sidecars', () => {
  let folder: string;
  const season = () => join(folder, 'Late Ships', 'Season 02');

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-sidecars-'));
    await mkdir(join(season(), 'Subs'), { recursive: true });
    const film = join(season(), 'Late.Ships.S02E05.mkv');
    await makeFilm(film, { width: 160, height: 90, shots: [2] });
    await writeFile(join(season(), 'Late.Ships.S02E05.de.srt'), words);
    await writeFile(join(season(), 'Subs', '2_French.srt'), words.replace('Hello', 'Bonjour'));
    await writeFile(join(season(), 'Late.Ships.S02E05.nfo'), nfo);
    const poster = ['-f', 'lavfi', '-i', 'color=lime:size=200x300', '-frames:v', '1', '-y'];
    execFileSync('ffmpeg', ['-v', 'error', ...poster, join(season(), 'Late.Ships.S02E05-poster.jpg')]);
    await writeFile(join(season(), 'fanart.png'), 'no picture');
  });

  after(() => rm(folder, { recursive: true, force: true }));

  for (const [mode, way] of [
    ['one process', 'where it lies'],
    ['a process per service', 'from afar'],
  ] as const) {
    it(`added ${way}, found and changed (${mode})`, async () => {
      const bijou = await startBijou({ mode });
      try {
        const afar = way === 'from afar' ? ['--url', bijou.url, '--token', bijou.token] : [];
        const { stdout, stderr } = await bijou.cli('add', folder, '--wait', '--json', ...afar);
        const [title] = JSON.parse(stdout) as readonly (TitleJson & { metadata: TitleMetadata })[];
        assert.deepEqual(title?.metadata, {
          name: 'Pilot',
          series: { name: 'Late Ships', season: 2, episode: 5 },
          genres: ['Drama'],
          people: [{ name: 'Ana Sol', role: 'actor' }],
        });
        const asides = title.findings.filter(({ code }) => code.startsWith('sidecar-'));
        const refused = afar.length > 0 ? stderr : asides.map(({ sentence }) => sentence).join();
        assert.match(refused, /fanart\.png.*This picture cannot be read/);
        assert.equal(asides.length, afar.length > 0 ? 0 : 1);
        const artwork = async () => {
          const answer = await fetch(`${bijou.url}/api/catalog/titles/${title.id}`);
          return ((await answer.json()) as { card: { artwork?: Artwork } }).card.artwork;
        };
        // Lime, and as it came in its largest size; the backdrop is of the film, which has nothing so green.
        await until('its poster is what lay beside it', async () => (await artwork())?.poster?.width === 200);
        const poster = (await artwork())?.poster;
        assert.match(poster?.tint ?? '', /^#[0-4].[c-f].[0-4].$/);
        const picture = await fetch(new URL(poster?.sizes.at(-1)?.address ?? '', bijou.url));
        assert.equal(picture.headers.get('content-type'), 'image/webp');
        await until('its backdrop is of the film', async () => (await artwork())?.backdrop?.width === 160);
        const languages = async () => {
          const { presentation } = await (await fetch(`${bijou.url}/api/catalog/titles/${title.id}`)).json();
          return (presentation?.text ?? []).map((track: { language: string }) => track.language);
        };
        await until('its subtitles are there', async () => (await languages()).length === 2);
        assert.deepEqual(await languages(), ['de', 'fr']);
        for (const q of [['late', 'ships'], ['ana'], ['pilto']]) {
          const found = await bijou.json<Found>('search', ...q);
          assert.deepEqual(
            found.titles.map(({ id }) => id),
            [title.id],
            q.join(' '),
          );
        }
        await bijou.json('edit', title.id, '--name', 'The First', '--year', '2019', '--series', '');
        assert.match((await bijou.cli('titles')).stdout, / {2}The First \(2019\)\n/);
        await until('the change is found', async () => (await bijou.json<Found>('search', '2019')).total === 1);
        assert.equal((await bijou.json<Found>('search', 'ships')).total, 0);
      } finally {
        await bijou.stop();
      }
    });
  }
});
