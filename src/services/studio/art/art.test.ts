import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { hasCode } from '../../../kit/index.ts';
import { defaultSettings } from '../../../media/index.ts';
import { allKeys, context, newFolder, type Rig, routeContext, startRig, until } from '../testing/harness.ts';
import { encodeUntil, openEngine } from '../testing/small-encoder.ts';
import { type NewArtwork, storeArtwork } from './store-artwork.ts';

function artworkIn(rig: Rig, title: string, artwork: Omit<NewArtwork, 'title'>): Promise<boolean> {
  return storeArtwork(rig.inner, { title, ...artwork });
}

function poster(text: string, origin: NewArtwork['origin'] = 'film'): Omit<NewArtwork, 'title'> {
  const sizes = [120, 240].map((width) => ({
    width,
    height: width * 1.5,
    type: 'image/webp',
    body: new TextEncoder().encode(`${text} ${width}`),
  }));
  return { kind: 'poster', origin, picture: { width: 240, height: 360, thumbhash: 'AA==', tint: '#102030', sizes } };
}

async function rigWithTitle(t: Parameters<typeof newFolder>[0]) {
  const folder = await newFolder(t);
  const rig = await startRig(t, folder);
  const file = join(folder, 'film.mp4');
  await writeFile(file, 'not read in this test');
  const { title } = await rig.studio.implementation.calls.addFile({ path: file }, context());
  return { rig, title: title.id };
}

async function fetchArt(rig: Rig, address: string, init: RequestInit = {}): Promise<Response> {
  const [title = '', name = ''] = address.split('/').slice(-2);
  return rig.studio.implementation.routes.art(new Request('http://studio/x', init), routeContext({ title, name }));
}

test('a picture of a title is served in its sizes, may be kept for ever, and goes with the title', async (t) => {
  const { rig, title } = await rigWithTitle(t);
  assert.equal(await artworkIn(rig, title, poster('one')), true);
  const { artwork } = await rig.studio.implementation.calls.title({ id: title }, context());
  assert.deepEqual(
    artwork?.poster?.sizes.map(({ width, height }) => [width, height]),
    [
      [120, 180],
      [240, 360],
    ],
  );
  const address = artwork?.poster?.sizes[1]?.address ?? '';
  assert.match(address, new RegExp(`^/api/studio/art/${title}/[0-9a-f]{32}\\.webp$`));
  const answer = await fetchArt(rig, address);
  assert.equal(await answer.text(), 'one 240');
  assert.equal(answer.headers.get('content-type'), 'image/webp');
  assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  const etag = answer.headers.get('etag') ?? '';
  assert.equal((await fetchArt(rig, address, { headers: { 'if-none-match': etag } })).status, 304);
  await rig.studio.implementation.calls.remove({ id: title, now: true }, context());
  await assert.rejects(fetchArt(rig, address), (error) => hasCode(error, 'studio.no-such-art'));
  await until('nothing is left', async () => (await allKeys(rig.objects)).length === 0);
});

test('what the owner chose stays where a picture from the film comes later, and the other way round goes', async (t) => {
  const { rig, title } = await rigWithTitle(t);
  await artworkIn(rig, title, poster('film'));
  const shown = async () => (await rig.studio.implementation.calls.title({ id: title }, context())).artwork?.poster;
  const first = (await shown())?.sizes[0]?.address ?? '';
  assert.equal(await artworkIn(rig, title, poster('owner', 'owner')), true);
  assert.equal(await artworkIn(rig, title, poster('film again')), false);
  const address = (await shown())?.sizes[0]?.address ?? '';
  assert.equal(await (await fetchArt(rig, address)).text(), 'owner 120');
  await assert.rejects(fetchArt(rig, first), (error) => hasCode(error, 'studio.no-such-art'));
  await until('what is not shown is gone', async () => {
    return (await allKeys(rig.objects)).filter((key) => key.includes('/art/')).length === 2;
  });
});

test('a title that is gone gets no picture', async (t) => {
  const { rig } = await rigWithTitle(t);
  const gone = '01890a5d-ac96-774b-bcce-b302099a8057';
  assert.equal(await artworkIn(rig, gone, poster('late')), false);
  await until('its bytes are gone', async () => !(await allKeys(rig.objects)).some((key) => key.includes('/art/')));
});

const config = { plan: { ...defaultSettings, preset: 'ultrafast', threads: 1, shortSides: [90] } };

function draw(colour: string, file: string): void {
  const picture = ['-f', 'lavfi', '-i', `color=${colour}:size=200x300`, '-frames:v', '1', file];
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...picture]);
}

/** `Film/Film.mkv`, grey, two seconds, with a blue cover inside. */
async function makeFilmWithCover(folder: string): Promise<string> {
  await mkdir(join(folder, 'Film'));
  draw('blue', join(folder, 'cover.png'));
  const film = join(folder, 'Film', 'Film.mkv');
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-t', '2', '-i', 'color=gray:size=160x90:rate=25'],
    ...['-attach', join(folder, 'cover.png'), '-metadata:s:t', 'mimetype=image/png'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', film],
  ]);
  return film;
}

async function encodeFilm(t: TestContext, folder: string, film: string) {
  const rig = await startRig(t, folder, { config });
  const engine = await openEngine(t, folder);
  const ended = new AbortController();
  const running = encodeUntil({ id: 'e1', engine, input: film, rig, signal: ended.signal });
  running.catch(() => undefined);
  t.after(async () => {
    ended.abort();
    await running.catch(() => undefined);
  });
  const { calls } = rig.studio.implementation;
  const { title } = await calls.addFile({ path: film }, context());
  await until('it is ready', async () => (await calls.title({ id: title.id }, context())).state === 'ready');
  return { rig, id: title.id };
}

/** The strongest of its colours, or `grey`. */
function hueOf(tint: string | undefined): string {
  const parts = [1, 3, 5].map((from) => Number.parseInt((tint ?? '').slice(from, from + 2), 16));
  const most = Math.max(...parts);
  return most - Math.min(...parts) < 40 ? 'grey' : (['red', 'green', 'blue'][parts.indexOf(most)] ?? 'none');
}

async function hues(rig: Rig, id: string) {
  const { artwork } = await rig.studio.implementation.calls.title({ id }, context());
  return [hueOf(artwork?.poster?.tint), hueOf(artwork?.backdrop?.tint)];
}

test('a cover inside the file is its poster, one that lay beside it before that, and its owner’s before both', async (t) => {
  const folder = await newFolder(t);
  const film = await makeFilmWithCover(folder);
  draw('lime', join(folder, 'Film', 'poster.jpg'));
  await writeFile(join(folder, 'Film', 'fanart.jpg'), 'no picture');
  const { rig, id } = await encodeFilm(t, folder, film);
  const { calls, routes } = rig.studio.implementation;
  await until('its pictures are there', async () => (await hues(rig, id)).join() === 'green,grey');
  const { findings } = await calls.title({ id }, context());
  const [finding] = findings.filter(({ code }) => code.startsWith('sidecar-'));
  assert.equal(finding?.code, 'sidecar-backdrop');
  assert.match(finding.sentence, /^fanart\.jpg was left out\. This is no picture/);
  draw('red', join(folder, 'own.png'));
  const request = new Request('http://studio/x', { method: 'PUT', body: await readFile(join(folder, 'own.png')) });
  await routes.artwork(request, routeContext({ id, kind: 'poster' }));
  await until('the owner’s is there', async () => (await hues(rig, id)).join() === 'red,grey');
  await calls.remove({ id, now: true }, context());
  await until('nothing is left', async () => (await allKeys(rig.objects)).length === 0);
});

test('a cover inside the file alone is its poster', async (t) => {
  const folder = await newFolder(t);
  const { rig, id } = await encodeFilm(t, folder, await makeFilmWithCover(folder));
  await until('its pictures are there', async () => (await hues(rig, id)).join() === 'blue,grey');
  assert.equal((await rig.studio.implementation.calls.title({ id }, context())).artwork?.poster?.width, 200);
});

test('a picture beside a film that does not decode is a finding, and the film goes on', async (t) => {
  const folder = await newFolder(t);
  const rig = await startRig(t, folder);
  const { calls } = rig.studio.implementation;
  const film = join(folder, 'film.mp4');
  await writeFile(film, 'not read in this test');
  draw('red', join(folder, 'poster.png'));
  const { title } = await calls.addFile({ path: film }, context());
  for (let kind = ''; kind !== 'stills'; ) {
    const { job } = await calls.claim({ encoder: 'e1', waitMs: 1_000 }, context());
    assert.ok(job !== undefined);
    kind = job.task.kind;
    if (kind !== 'stills') continue;
    const failure = { code: 'encoder.failed', sentence: 'It does not decode.', log: '', retry: false };
    await calls.fail({ job: job.id, lease: job.lease, ...failure }, context());
  }
  const { state, findings } = await calls.title({ id: title.id }, context());
  assert.equal(state, 'inspecting');
  assert.deepEqual(findings, [
    {
      code: 'sidecar-poster',
      severity: 'warned',
      sentence: 'The picture that lay beside it could not be used. It does not decode.',
    },
  ]);
});
