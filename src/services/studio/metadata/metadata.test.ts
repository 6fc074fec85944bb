import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type PayloadOf, replacedVersionLife, titleChanged, titleEncoded } from '../../../contracts/index.ts';
import { hasCode } from '../../../kit/index.ts';
import { defaultSettings } from '../../../media/index.ts';
import { defaultConfig } from '../config.ts';
import {
  allKeys,
  context,
  newFolder,
  newToken,
  type Rig,
  routeContext,
  startRig,
  titleIn,
  until,
} from '../testing/harness.ts';
import { encodeUntil, openEngine } from '../testing/small-encoder.ts';

const config = { plan: { ...defaultSettings, preset: 'ultrafast', threads: 1, shortSides: [90] } };

const nfo =
  '<episodedetails><title>The Boat</title><plot>A boat sails.</plot><genre>Drama</genre><mpaa>12</mpaa>' +
  '<actor><name>Ana</name><role>Captain</role></actor></episodedetails>';
const french = '1\n00:00:00,500 --> 00:00:01,000\nBonjour\n';
const english = '1\n00:00:00,500 --> 00:00:01,000\nHello\n';

/** `Show/Season 01/Show - S01E02.mkv` of two seconds with sound, and what lies beside it. */
async function makeShow(folder: string): Promise<string> {
  const season = join(folder, 'Show', 'Season 01');
  await mkdir(season, { recursive: true });
  const film = join(season, 'Show - S01E02.mkv');
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-t', '2', '-i', 'testsrc2=size=160x90:rate=25'],
    ...['-f', 'lavfi', '-t', '2', '-i', 'sine=frequency=440:sample_rate=48000'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', film],
  ]);
  const russian = [0xc3, 0xe4, 0xe5, 0x20, 0xf2, 0xfb, 0x20, 0xe1, 0xfb, 0xeb];
  const line = new TextEncoder().encode('1\r\n00:00:00,500 --> 00:00:01,000\r\n');
  await writeFile(join(season, 'Show - S01E02.ru.srt'), Uint8Array.from([...line, ...russian]));
  await writeFile(join(season, 'Show - S01E02.en.forced.srt'), english);
  await writeFile(join(season, 'Show - S01E02.de.srt'), 'nothing of the kind');
  await writeFile(join(season, 'Show - S01E02.nfo'), nfo);
  await writeFile(join(season, 'Show - S01E03.en.srt'), english);
  return film;
}

async function encode(t: TestContext, rig: Rig, input: string) {
  const engine = await openEngine(t, rig.folder);
  const ended = new AbortController();
  const running = encodeUntil({ id: 'e1', engine, input, rig, signal: ended.signal });
  const { title } = await rig.studio.implementation.calls.addFile({ path: input }, context());
  await titleIn(rig, title.id, 'ready');
  ended.abort();
  await running;
  return title.id;
}

async function told(rig: Rig): Promise<readonly PayloadOf<typeof titleEncoded>[]> {
  const events = (await rig.events()).filter(({ type }) => type === titleEncoded.type);
  return events.map(({ payload }) => titleEncoded.payload.parse(payload));
}

/** The newest version once there are as many. */
async function version(rig: Rig, number: number) {
  return until(`there is version ${number}`, async () => (await told(rig))[number - 1]);
}

async function fetchText(rig: Rig, path: readonly [title: string, version: string, name: string, file: string]) {
  const [title, name, rendition, file] = path;
  const request = new Request('http://studio/x');
  const response = await rig.studio.implementation.routes.origin(
    request,
    routeContext({ title, version: name, rendition, file }),
  );
  return { type: response.headers.get('content-type'), body: await response.text() };
}

function put(rig: Rig, id: string, query: string, body: string): Promise<Response> {
  const request = new Request(`http://studio/api/studio/titles/${id}/texts?${query}`, { method: 'PUT', body });
  return rig.studio.implementation.routes.text(request, routeContext({ id }));
}

test('what lies beside a film goes with it, and subtitles and languages change without encoding', async (t) => {
  const folder = await newFolder(t);
  const rig = await startRig(t, folder, { config });
  const { calls } = rig.studio.implementation;
  const id = await encode(t, rig, await makeShow(folder));
  const title = await calls.title({ id }, context());
  const metadata = {
    name: 'The Boat',
    series: { name: 'Show', season: 1, episode: 2 },
    summary: 'A boat sails.',
    genres: ['Drama'],
    people: [{ name: 'Ana', role: 'Captain' }],
    maturity: '12',
  };
  assert.deepEqual(title.metadata, metadata);
  assert.deepEqual(
    title.findings.map(({ code, severity }) => [code, severity]),
    [
      ['untagged-colour', 'repaired'],
      ['sidecar-text', 'warned'],
    ],
  );
  assert.match(title.findings[1]?.sentence ?? '', /Show - S01E02\.de\.srt/);
  const before = (await told(rig)).length;
  const first = await version(rig, before);
  assert.deepEqual(first.metadata, metadata);
  assert.deepEqual(
    first.presentation.text.map(({ language, label, isForced = false }) => [language, label, isForced]),
    [
      ['en', 'English (forced)', true],
      ['ru', 'Русский', false],
    ],
  );
  const russian = first.presentation.text[1]?.name ?? '';
  const { version: name } = first.presentation;
  const words = await fetchText(rig, [id, name, russian, 'media.vtt']);
  assert.equal(words.type, 'text/vtt; charset=utf-8');
  assert.match(words.body, /00:00:00\.500 --> 00:00:01\.000\nГде ты был/);
  assert.match((await fetchText(rig, [id, name, russian, 'media.m3u8'])).body, /#EXTINF:2\.000000,\nmedia\.vtt/);
  const { jobs } = await calls.work({}, context());

  // Added later: a version more, with the same pictures and sound.
  const added = await put(rig, id, 'language=fre&label=Version%20fran%C3%A7aise', french);
  assert.equal(((await added.json()) as { id: string }).id, id);
  const second = await version(rig, before + 1);
  assert.deepEqual(second.presentation.video, first.presentation.video);
  const inFrench = second.presentation.text.find(({ language }) => language === 'fr');
  assert.equal(inFrench?.label, 'Version française');
  await put(rig, id, 'language=fr&label=Version%20fran%C3%A7aise', french);

  // The language of the film's own sound.
  const sound = second.presentation.audio[0]?.name ?? '';
  await calls.edit({ id, languages: { [sound]: 'deu' } }, context());
  const third = await version(rig, before + 2);
  assert.deepEqual([third.presentation.audio[0]?.name, third.presentation.audio[0]?.language], [sound, 'de']);
  const none = calls.edit({ id, languages: { 'a9-xx': 'de' } }, context());
  await assert.rejects(none, (error) => hasCode(error, 'studio.no-such-track'));
  const nonsense = calls.edit({ id, languages: { [sound]: 'gibberish' } }, context());
  await assert.rejects(nonsense, (error) => hasCode(error, 'request.invalid'));

  // Taken away: gone from the next version, and from the store once the older ones are.
  const gone = { id, name: inFrench?.name ?? '' };
  await calls.removeText(gone, context());
  const fourth = await version(rig, before + 3);
  assert.deepEqual(
    fourth.presentation.text.map(({ language }) => language),
    ['en', 'ru'],
  );
  await assert.rejects(calls.removeText(gone, context()), (error) => hasCode(error, 'studio.no-such-track'));
  assert.equal(
    (await fetchText(rig, [id, second.presentation.version, gone.name, 'media.vtt'])).body.slice(0, 6),
    'WEBVTT',
  );
  rig.clock.forward(replacedVersionLife(defaultConfig.urlTtlSeconds) * 1000 + 1_000);
  await until('only what the last version has is left', async () => {
    const { video, audio, text } = fourth.presentation;
    const keys = (await allKeys(rig.objects)).filter((key) => key.includes('/media/'));
    return keys.length === video.length + audio.length + text.length;
  });
  assert.match((await fetchText(rig, [id, fourth.presentation.version, russian, 'media.vtt'])).body, /Где/);
  assert.deepEqual((await calls.work({}, context())).jobs, jobs, 'nothing was encoded');

  await calls.remove({ id, now: true }, context());
  await until('nothing is left', async () => (await allKeys(rig.objects)).length === 0);
  assert.equal(await rig.sql.db.selectFrom('added_texts').select('name').executeTakeFirst(), undefined);
});

test('what is said of a title is changed once a token, told to followers, and taken away by null', async (t) => {
  const folder = await newFolder(t);
  const rig = await startRig(t, folder, { config });
  const { calls, routes } = rig.studio.implementation;
  const film = join(folder, 'Film.2010.1080p.mkv');
  await writeFile(film, 'not really');
  const { title } = await calls.addFile({ path: film }, context());
  const { id } = title;
  assert.deepEqual(title.metadata, { name: 'Film', year: 2010, genres: [], people: [] });
  const token = newToken();
  const edited = await calls.edit({ id, name: 'Other', summary: 'S.', genres: ['Drama'] }, context(token));
  assert.deepEqual(edited.metadata, { name: 'Other', year: 2010, summary: 'S.', genres: ['Drama'], people: [] });
  assert.equal(edited.name, 'Other');
  await calls.edit({ id, year: null, summary: null }, context());
  await calls.edit({ id, name: 'Other', summary: 'S.', genres: ['Drama'] }, context(token));
  const after = await calls.title({ id }, context());
  assert.deepEqual(after.metadata, { name: 'Other', genres: ['Drama'], people: [] });
  const conflict = calls.edit({ id, name: 'Third' }, context(token));
  await assert.rejects(conflict, (error) => hasCode(error, 'request.token-conflict'));
  const unknown = calls.edit({ id: newToken(), name: 'x' }, context());
  await assert.rejects(unknown, (error) => hasCode(error, 'studio.no-such-title'));
  assert.deepEqual(await rig.events(), [], 'nobody knows the title yet');

  const telling = new Request('http://studio/x', { method: 'PUT', body: nfo });
  await routes.nfo(telling, routeContext({ id }));
  assert.equal((await calls.title({ id }, context())).metadata?.name, 'The Boat');
  const wrong = routes.nfo(new Request('http://studio/x', { method: 'PUT', body: 'words' }), routeContext({ id }));
  await assert.rejects(wrong, (error) => hasCode(error, 'studio.not-metadata'));
  await assert.rejects(put(rig, id, 'language=en', 'words'), (error) => hasCode(error, 'studio.not-subtitles'));
  await assert.rejects(put(rig, id, 'language=xx-nonsense', english), (error) => hasCode(error, 'request.invalid'));
  const large = put(rig, id, 'language=en', ' '.repeat(6 * 1024 * 1024));
  await assert.rejects(large, (error) => hasCode(error, 'studio.too-large'));

  // Once it is known, each change is told.
  await rig.sql.db.updateTable('titles').set({ version: 'v1' }).where('id', '=', id).execute();
  await calls.edit({ id, name: 'Told' }, context());
  const [event] = await rig.events();
  assert.equal(event?.type, titleChanged.type);
  assert.equal(titleChanged.payload.parse(event?.payload).metadata.name, 'Told');
});
