import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type PayloadOf, type Presentation, replacedVersionLife, titleEncoded } from '../../../contracts/index.ts';
import { hasCode } from '../../../kit/index.ts';
import { defaultSettings, type Plan, pictureCount } from '../../../media/index.ts';
import { defaultConfig } from '../config.ts';
import { allKeys, context, newFolder, type Rig, routeContext, startRig, titleIn, until } from '../testing/harness.ts';
import { encodeUntil, openEngine, type SmallEncoder } from '../testing/small-encoder.ts';

/** Chunks of about two seconds and three rungs at most, so that a short film has the whole of a long one's work. */
const config = {
  plan: {
    ...defaultSettings,
    preset: 'ultrafast',
    threads: 1,
    segment: { least: 0.5, aim: 1, most: 1.5 },
    chunk: { least: 1.5, aim: 2, most: 3 },
    shortSides: [90, 180, 360],
  },
};
const rate = 25;
const seconds = 7;

/** A film of four shots with sound and subtitles. */
async function makeFilm(folder: string): Promise<string> {
  const file = join(folder, 'Four_Shots.mkv');
  // Not beside the film, where they would be taken along a second time.
  await mkdir(join(folder, 'text'));
  const subtitles = join(folder, 'text', 'en.srt');
  await writeFile(subtitles, '1\n00:00:00,500 --> 00:00:02,000\nHello\n\n2\n00:00:03,000 --> 00:00:04,000\nThere\n');
  const shots = ['testsrc2', 'mandelbrot', 'smptebars', 'rgbtestsrc'];
  const size = `size=640x360:rate=${rate}`;
  const inputs = shots.flatMap((shot) => ['-f', 'lavfi', '-t', String(seconds / 4), '-i', `${shot}=${size}`]);
  const sound = ['-f', 'lavfi', '-t', String(seconds), '-i', 'sine=frequency=440:sample_rate=48000'];
  const graph = '[0:v][1:v][2:v][3:v]concat=n=4:v=1:a=0,format=yuv420p[v]';
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-nostdin', '-y', ...inputs, ...sound, '-i', subtitles],
    ...['-filter_complex', graph, '-map', '[v]', '-map', '4:a', '-map', '5:s'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', '-c:s', 'srt', file],
  ]);
  return file;
}

interface Work {
  readonly rig: Rig;
  readonly input: string;
  readonly count?: number;
  readonly onJob?: SmallEncoder['onJob'];
}

/** Runs encoders until the test ends or `stop` is called. */
async function startEncoders(t: TestContext, { rig, input, count = 1, onJob }: Work) {
  const engine = await openEngine(t, rig.folder);
  const ended = new AbortController();
  const running = Array.from({ length: count }, (_, number) => {
    const encoder = { id: `e${number}`, engine, input, rig, signal: ended.signal };
    return encodeUntil(onJob === undefined ? encoder : { ...encoder, onJob });
  });
  const all = Promise.all(running);
  all.catch((error: unknown) => process.env.BIJOU_TEST_LOG && console.error(error));
  return async () => {
    ended.abort();
    return all;
  };
}

async function fetchMedia(rig: Rig, path: readonly [string, string, string, string], init: RequestInit = {}) {
  const [title, version, rendition, file] = path;
  const request = new Request('http://studio/x', init);
  return rig.studio.implementation.routes.origin(request, routeContext({ title, version, rendition, file }));
}

async function presentations(rig: Rig): Promise<readonly PayloadOf<typeof titleEncoded>[]> {
  const events = (await rig.events()).filter(({ type }) => type === 'title.encoded');
  return events.map(({ payload }) => titleEncoded.payload.parse(payload));
}

/** Puts a version's files into a folder, as an appliance would serve them. */
async function download(rig: Rig, presentation: Presentation): Promise<string> {
  const { title, version, video, audio, text } = presentation;
  const root = join(rig.folder, `served-${version}-${title}`);
  const renditions = [...video, ...audio, ...text];
  for (const { name, hash, bytes } of renditions) {
    await mkdir(join(root, name), { recursive: true });
    const media = text.some((rendition) => rendition.name === name) ? 'media.vtt' : 'media.mp4';
    for (const file of [media, 'media.m3u8']) {
      const response = await fetchMedia(rig, [title, version, name, file]);
      assert.equal(response.status, 200);
      const body = Buffer.from(await response.arrayBuffer());
      if (file === media) {
        assert.equal(createHash('sha256').update(body).digest('hex'), hash);
        assert.equal(body.length, bytes);
        assert.equal(response.headers.get('etag'), `"${hash}"`);
      }
      await writeFile(join(root, name, file), body);
    }
  }
  return root;
}

function probe(file: string): { readonly packets: number; readonly seconds: number; readonly codec: string } {
  const asked = ['-v', 'error', '-count_packets', '-show_entries', 'stream=nb_read_packets,codec_name:format=duration'];
  const { streams, format } = JSON.parse(String(execFileSync('ffprobe', [...asked, '-of', 'json', file])));
  return {
    packets: Number(streams[0].nb_read_packets),
    seconds: Number(format.duration),
    codec: streams[0].codec_name,
  };
}

function decodes(file: string): void {
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-nostdin',
    '-xerror',
    '-err_detect',
    'explode',
    '-i',
    file,
    '-f',
    'null',
    '-',
  ]);
}

/** LUFS, by ffmpeg's meter. */
function loudnessOf(file: string): number {
  const asked = ['-hide_banner', '-nostats', '-i', file, '-vn', '-af', 'ebur128', '-f', 'null', '-'];
  const { stderr } = spawnSync('ffmpeg', asked, { encoding: 'utf8' });
  return Number(/Summary:[\s\S]*?I:\s+(-?[\d.]+) LUFS/.exec(stderr)?.[1]);
}

/** Poster, backdrop and sheets of thumbnails are real pictures of the size that is said. */
async function judgePictures(
  rig: Rig,
  { title, thumbnails }: { readonly title: string; readonly thumbnails: Presentation['thumbnails'] },
): Promise<void> {
  const { artwork } = await rig.studio.implementation.calls.title({ id: title }, context());
  for (const picture of [artwork?.poster, artwork?.backdrop]) {
    assert.ok(picture !== undefined && picture.sizes.length >= 1);
    for (const { address, width, height } of picture.sizes) {
      const [owner = '', name = ''] = address.split('/').slice(-2);
      const params = routeContext({ title: owner, name });
      const answer = await rig.studio.implementation.routes.art(new Request('http://studio/x'), params);
      const file = join(rig.folder, `shown-${name}`);
      await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
      assert.deepEqual(sizeOf(file), [width, height]);
    }
  }
  const { width = 0, height = 0 } = artwork?.poster ?? {};
  assert.ok(Math.abs(width / height - 2 / 3) < 0.02, `the poster is ${width}x${height}`);
  assert.ok(thumbnails !== undefined && thumbnails.count * thumbnails.interval >= seconds - 0.01);
  for (const { file: name } of thumbnails.sheets) {
    const answer = await fetchMedia(rig, [title, 'v2', thumbnails.name, name]);
    assert.equal(answer.headers.get('content-type'), 'image/jpeg');
    const file = join(rig.folder, `sheet-${name}`);
    await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
    assert.deepEqual(sizeOf(file), [thumbnails.width * thumbnails.columns, thumbnails.height * thumbnails.rows]);
  }
  const images = await (await fetchMedia(rig, [title, 'v2', thumbnails.name, 'media.m3u8'])).text();
  assert.match(images, /#EXT-X-TILES:RESOLUTION=\d+x\d+,LAYOUT=5x5,DURATION=0\.28/);
}

/** The owner's choice takes the place of what was found, and is another picture. */
async function judgeChoice(
  rig: Rig,
  { title, choose }: { readonly title: string; readonly choose: () => Promise<void> },
): Promise<void> {
  const shown = async () => (await rig.studio.implementation.calls.title({ id: title }, context())).artwork;
  const before = await shown();
  await choose();
  const after = await until('the chosen poster is there', async () => {
    const now = await shown();
    return now?.poster?.sizes[0]?.address !== before?.poster?.sizes[0]?.address && now;
  });
  assert.deepEqual(after.backdrop, before?.backdrop);
  const told = (await rig.events()).filter(({ type }) => type === 'title.changed').at(-1);
  assert.deepEqual((told?.payload as { artwork?: unknown } | undefined)?.artwork, after);
}

async function chooseFrom(t: TestContext, rig: Rig, input: string, id: string): Promise<void> {
  const stop = await startEncoders(t, { rig, input, count: 2 });
  await rig.studio.implementation.calls.chooseStill({ id, kind: 'poster', at: 0.5 }, context());
  await until('the job is done', async () => {
    const { jobs } = await rig.studio.implementation.calls.title({ id }, context());
    return jobs.waiting + jobs.leased === 0;
  });
  await stop();
}

function sizeOf(file: string): readonly number[] {
  const asked = ['-v', 'error', '-show_entries', 'stream=width,height', '-of', 'json', file];
  const { streams } = JSON.parse(String(execFileSync('ffprobe', asked)));
  return [streams[0].width, streams[0].height];
}

/** Waits until nothing is swept any more, then walks the store. */
async function walkSweptStore(rig: Rig, versions: number): Promise<void> {
  await until('nothing is left to sweep', async () => {
    const stray = rig.sql.db.selectFrom('files').select('key').where('state', '<>', 'kept');
    return (await stray.executeTakeFirst()) === undefined;
  });
  await walkStore(rig, versions);
}

/**
 * Every object is named by a live version's manifest, or is one, or a picture of a title; everything that a manifest
 * names is there, whole.
 */
async function walkStore(rig: Rig, versions: number): Promise<void> {
  const keys = await allKeys(rig.objects);
  const manifests = keys.filter((key) => key.includes('/manifest/'));
  assert.equal(manifests.length, versions);
  const art = await rig.sql.db.selectFrom('art').select('key').execute();
  const named = new Set([...manifests, ...art.map(({ key }) => key)]);
  for (const key of manifests) {
    const manifest = JSON.parse(new TextDecoder().decode(await rig.objects.read(key)));
    named.add(manifest.inspection.key);
    for (const file of [manifest.source, manifest.plan, ...manifest.files]) {
      const bytes = await rig.objects.read(file.key);
      assert.equal(createHash('sha256').update(bytes).digest('hex'), file.hash, file.key);
      named.add(file.key);
    }
  }
  assert.deepEqual(
    keys.filter((key) => !named.has(key)),
    [],
  );
}

test('a film becomes watchable by its first look and then complete, and its files decode without a fault', async (t) => {
  const folder = await newFolder(t);
  const rig = await startRig(t, folder, { config });
  const { calls } = rig.studio.implementation;
  const input = await makeFilm(folder);
  const order: string[] = [];
  const stop = await startEncoders(t, {
    rig,
    input,
    count: 2,
    onJob({ task }) {
      order.push(task.kind === 'video' ? `${task.kind} ${task.rungs.length}` : task.kind);
      return undefined;
    },
  });
  const { title } = await calls.addFile({ path: input }, context());
  const ready = await titleIn(rig, title.id, 'ready');
  await stop();
  assert.equal(ready.version, 'v2');
  assert.equal(ready.name, 'Four Shots');
  assert.ok(ready.rungs.length >= 2 && ready.rungs.every(({ chunks, done }) => chunks >= 3 && done === chunks));
  assert.equal(order[0], 'inspect');
  const ladder = order.findIndex((kind) => /^video [2-9]/.test(kind));
  assert.ok(order.lastIndexOf('audio') < ladder && order.lastIndexOf('text') < ladder);

  const plan = (await calls.plan({ id: title.id }, context())).plan as unknown as Plan;
  const told = await presentations(rig);
  assert.deepEqual(
    told.map(({ complete, presentation }) => [complete, presentation.version, presentation.video.length]),
    [
      [false, 'v1', 1],
      [true, 'v2', ready.rungs.length],
    ],
  );
  const [first, whole] = told.map(({ presentation }) => presentation);
  assert.ok(first && whole);
  assert.equal(whole.audio.length, 1);
  assert.equal(whole.text.length, 1);
  const root = await download(rig, whole);
  for (const { name, width, height } of whole.video) {
    const file = join(root, name, 'media.mp4');
    decodes(file);
    decodes(join(root, name, 'media.m3u8'));
    assert.equal(probe(file).packets, pictureCount(plan), name);
    assert.ok(Math.abs(probe(file).seconds - seconds) < 0.05);
    assert.ok(ready.rungs.some((rung) => rung.width === width && rung.height === height));
  }
  for (const { name } of whole.audio) {
    decodes(join(root, name, 'media.mp4'));
    assert.ok(Math.abs(probe(join(root, name, 'media.mp4')).seconds - seconds) < 0.1);
  }
  await judgePictures(rig, { title: title.id, thumbnails: whole.thumbnails });
  const [sound] = whole.audio;
  assert.ok(
    sound?.loudness !== undefined && Math.abs((sound.loudness.integrated ?? 0) + sound.loudness.gain + 18) < 0.1,
  );
  assert.ok(Math.abs(loudnessOf(join(root, sound.name, 'media.mp4')) + 18) < 1, 'as loud as every film');
  await judgeChoice(rig, { title: title.id, choose: () => chooseFrom(t, rig, input, title.id) });
  // The film's middle rung lies once in the store, whichever version names it.
  const [look] = first.video;
  assert.equal(whole.video.find(({ name }) => name === look?.name)?.hash, look?.hash);
  await until('chunks are gone', async () => {
    const outputs = (await allKeys(rig.objects)).filter((key) => key.includes('/output/'));
    return outputs.length === 1 + whole.text.length + (whole.thumbnails?.sheets.length ?? 0);
  });
  await walkSweptStore(rig, 2);

  // The first version goes when its last address has expired; what the second shares stays.
  rig.clock.forward(replacedVersionLife(defaultConfig.urlTtlSeconds) * 1000 + 1_000);
  await until('v1 is retired', async () => (await rig.events()).some(({ type }) => type === 'version.retired'));
  await assert.rejects(fetchMedia(rig, [title.id, 'v1', look?.name ?? '', 'media.mp4']), (error) =>
    hasCode(error, 'studio.no-such-media'),
  );
  await download(rig, whole);
  await until(
    'its manifest is gone',
    async () => (await allKeys(rig.objects)).filter((key) => key.includes('/manifest/')).length === 1,
  );
  await walkSweptStore(rig, 1);

  // A removed film is served until its last address has expired, then nothing of it is left.
  await calls.remove({ id: title.id, now: false }, context());
  await assert.rejects(calls.title({ id: title.id }, context()), (error) => hasCode(error, 'studio.no-such-title'));
  const still = await fetchMedia(rig, [title.id, 'v2', look?.name ?? '', 'media.mp4']);
  assert.equal(still.status, 200);
  await still.body?.cancel();
  rig.clock.forward(replacedVersionLife(defaultConfig.urlTtlSeconds) * 1000 + 1_000);
  await until('nothing is left', async () => (await allKeys(rig.objects)).length === 0);
  // Pictures of it may come before its first version or after.
  const kinds = (await rig.events()).map(({ type }) => type).filter((type) => type !== 'title.changed');
  assert.deepEqual(kinds, ['title.encoded', 'title.encoded', 'version.retired', 'title.removed', 'version.retired']);
});

test('published files are served by range, by condition, and by HEAD', async (t) => {
  const folder = await newFolder(t);
  const rig = await startRig(t, folder, { config });
  const input = await makeFilm(folder);
  const stop = await startEncoders(t, { rig, input });
  const { title } = await rig.studio.implementation.calls.addFile({ path: input }, context());
  await until('it is watchable', async () => (await presentations(rig)).length > 0);
  await stop();
  const [told] = await presentations(rig);
  const [look] = told?.presentation.video ?? [];
  assert.ok(look);
  const path = [title.id, 'v1', look.name, 'media.mp4'] as const;
  const range = await fetchMedia(rig, path, { headers: { range: `bytes=${look.index.first}-${look.index.last}` } });
  assert.equal(range.status, 206);
  assert.equal(range.headers.get('content-range'), `bytes ${look.index.first}-${look.index.last}/${look.bytes}`);
  const sidx = Buffer.from(await range.arrayBuffer());
  assert.equal(sidx.subarray(4, 8).toString('latin1'), 'sidx');
  assert.equal(String(sidx.length), range.headers.get('content-length'));
  const head = await fetchMedia(rig, path, { method: 'HEAD' });
  assert.equal(head.headers.get('content-length'), String(look.bytes));
  assert.equal(head.headers.get('content-type'), 'video/mp4');
  assert.equal(head.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  assert.equal(await head.text(), '');
  const same = await fetchMedia(rig, path, { headers: { 'if-none-match': `"${look.hash}"` } });
  assert.equal(same.status, 304);
  const beyond = await fetchMedia(rig, path, { headers: { range: `bytes=${look.bytes}-` } });
  assert.equal(beyond.status, 416);
  assert.equal(beyond.headers.get('content-range'), `bytes */${look.bytes}`);
  const changed = await fetchMedia(rig, path, { headers: { range: 'bytes=0-0', 'if-range': '"other"' } });
  assert.equal(changed.status, 200);
  await changed.body?.cancel();
  const playlist = await fetchMedia(rig, [title.id, 'v1', look.name, 'media.m3u8']);
  assert.equal(playlist.headers.get('content-type'), 'application/vnd.apple.mpegurl');
  assert.match(await playlist.text(), /^#EXTM3U/);
});

test('encoders lost and studio killed on the way change no byte of the film', async (t) => {
  const calm = await newFolder(t);
  const input = await makeFilm(calm);
  async function hashesOf(rig: Rig): Promise<readonly (readonly string[])[]> {
    const told = (await presentations(rig)).find(({ complete }) => complete);
    const { video = [], audio = [], text = [] } = told?.presentation ?? {};
    return [...video, ...audio, ...text].map(({ name, hash }) => [name, hash]);
  }
  const undisturbed = await startRig(t, calm, { config });
  const stopCalm = await startEncoders(t, { rig: undisturbed, input });
  const { title } = await undisturbed.studio.implementation.calls.addFile({ path: input }, context());
  await titleIn(undisturbed, title.id, 'ready');
  await stopCalm();

  const rough = await newFolder(t);
  let rig = await startRig(t, rough, { config });
  const added = await rig.studio.implementation.calls.addFile({ path: input }, context());
  let number = 0;
  const every = (nth: number) => () => (++number % nth === 0 ? ('drop' as const) : undefined);
  let stop = await startEncoders(t, { rig, input, count: 2, onJob: every(3) });
  await until('some jobs are done', async () => {
    const { jobs } = await rig.studio.implementation.calls.work({}, context());
    return jobs.done >= 4;
  });
  const killed = stop().catch(() => undefined);
  await rig.stop();
  await killed;
  rig = await startRig(t, rough, { config });
  stop = await startEncoders(t, { rig, input, count: 2, onJob: every(4) });
  await titleIn(rig, added.title.id, 'ready');
  await stop();
  assert.deepEqual(await hashesOf(rig), await hashesOf(undisturbed));
  const versions = Number(
    (await rig.studio.implementation.calls.title({ id: added.title.id }, context())).version?.slice(1),
  );
  await walkSweptStore(rig, versions);
});
