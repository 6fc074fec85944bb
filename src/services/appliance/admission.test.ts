import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { suite, test } from 'node:test';
import { systemClock } from '../../kit/index.ts';
import {
  ask,
  fakePlayback,
  firstKey,
  folder,
  generatedBytes,
  makeKey,
  page,
  type Rig,
  signedPath,
  startRig,
  title,
  until,
} from './fixtures.test.ts';

const content = generatedBytes(1_000);

async function admissionRig(options: Parameters<typeof startRig>[0] = {}): Promise<Rig> {
  const rig = await startRig(options);
  for (const name of ['720p', '1080p']) rig.origin.files.set(`${title}/v1/${name}/media.mp4`, content);
  return rig;
}

async function refusal(rig: Rig, path: string): Promise<{ status: number; code: string }> {
  const answer = await ask(rig, path);
  const error = JSON.parse(answer.body.toString());
  assert.match(error.sentence, /\.$/);
  assert.equal(answer.headers['cache-control'], 'no-store');
  return { status: answer.status, code: error.code };
}

suite('signatures', () => {
  test('nothing that is unsigned, altered, expired or signed for another folder is served', async () => {
    const rig = await admissionRig();
    const good = signedPath(firstKey(rig));
    const now = Math.floor(systemClock.now() / 1000);
    const [, prefix = '', rest = ''] = /^\/([^/]+)\/(.*)$/.exec(good) ?? [];
    const [kid = '', exp = '', sig = ''] = prefix.split('.');
    const swapped = (sig.startsWith('A') ? 'B' : 'A') + sig.slice(1);
    const stranger = { ...makeKey('k1'), secret: generatedBytes(32, 99).toString('base64url') };
    const cases: [path: string, code: string][] = [
      ['/', 'unsigned'],
      [`/${rest}`, 'unsigned'],
      [`${good}?a=b`, 'unsigned'],
      [good.replace('media.mp4', '%6dedia.mp4'), 'unsigned'],
      [good.replace('media.mp4', '../1080p/media.mp4'), 'unsigned'],
      [good.replace('/media', '//media'), 'unsigned'],
      [`http://127.0.0.1${good}`, 'unsigned'],
      [`/${kid}.${exp}.${sig.slice(1)}/${rest}`, 'unsigned'],
      [`/${kid}.${exp}.${swapped}/${rest}`, 'bad-signature'],
      [`/${kid}.${exp}.${sig.slice(0, 21)}${sig.endsWith('B') ? 'C' : 'B'}/${rest}`, 'bad-signature'],
      [`/${kid}.${Number(exp) + 1}.${sig}/${rest}`, 'bad-signature'],
      [`/${kid}.0${exp}.${sig}/${rest}`, 'bad-signature'],
      [good.replace('720p', '1080p'), 'bad-signature'],
      [good.replace('v1', 'v2'), 'bad-signature'],
      [signedPath(stranger), 'bad-signature'],
      [signedPath(firstKey(rig), 'media.mp4', { expires: now - 2 }), 'expired'],
    ];
    for (const [path, code] of cases) {
      assert.deepEqual(await refusal(rig, path), { status: 403, code: `appliance.${code}` }, path);
    }
    assert.deepEqual(rig.origin.requests, []);
    assert.equal((await ask(rig, good)).status, 200);
  });

  test('each folder has its own, and all its files inherit it', async () => {
    const rig = await admissionRig();
    rig.origin.files.set(`${folder}/media.m3u8`, Buffer.from('#EXTM3U'));
    assert.equal((await ask(rig, signedPath(firstKey(rig), 'media.m3u8'))).body.toString(), '#EXTM3U');
    assert.equal((await ask(rig, signedPath(firstKey(rig), 'media.mp4'))).status, 200);
  });

  test('a key that was made a moment ago is asked for, by many requests once', async () => {
    const rig = await admissionRig();
    await until(() => rig.playback.pulls === 1);
    const fresh = makeKey('fresh');
    rig.playback.keys = [...rig.playback.keys, fresh];
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(rig, signedPath(fresh))));
    for (const { status } of answers) assert.equal(status, 200);
    assert.equal(rig.playback.pulls, 2);
  });

  test('a key past its time signs nothing any more', async () => {
    const rig = await admissionRig();
    const old = makeKey('old', systemClock.now() - 1_000);
    rig.playback.keys = [...rig.playback.keys, old];
    assert.deepEqual(await refusal(rig, signedPath(old)), { status: 403, code: 'appliance.bad-signature' });
  });

  test('without keys it is unready and answers 503; with old keys it serves on while playback is away', async () => {
    const playback = fakePlayback();
    playback.isDown = true;
    const rig = await admissionRig({ playback });
    assert.equal(rig.appliance.readiness().ready, false);
    assert.deepEqual(await refusal(rig, signedPath(firstKey(rig))), { status: 503, code: 'appliance.no-keys' });
    playback.isDown = false;
    await until(() => rig.appliance.readiness().ready);
    playback.isDown = true;
    assert.equal((await ask(rig, signedPath(firstKey(rig)))).status, 200);
  });
});

suite('who may ask', () => {
  test('pages of our origins may read, with what a player needs to see', async () => {
    const rig = await admissionRig();
    const { status, headers } = await ask(rig, signedPath(firstKey(rig)), { headers: { origin: page } });
    assert.equal(status, 200);
    assert.equal(headers['access-control-allow-origin'], page);
    assert.equal(headers['timing-allow-origin'], page);
    assert.equal(headers.vary, 'Origin');
    assert.equal(headers['access-control-expose-headers'], 'Content-Length, Content-Range, ETag, Date');
    const refused = await ask(rig, '/', { headers: { origin: page } });
    assert.equal(refused.headers['access-control-allow-origin'], page);
  });

  test('their preflights for ranges are allowed', async () => {
    const rig = await admissionRig();
    const { status, headers } = await ask(rig, signedPath(firstKey(rig)), {
      method: 'OPTIONS',
      headers: { origin: page, 'access-control-request-method': 'GET', 'access-control-request-headers': 'range' },
    });
    assert.equal(status, 204);
    assert.equal(headers['access-control-allow-origin'], page);
    assert.match(headers['access-control-allow-headers'] ?? '', /Range/);
    assert.match(headers['access-control-allow-methods'] ?? '', /GET/);
  });

  test('pages of others get 403 and the name of the setting', async () => {
    const rig = await admissionRig();
    for (const origin of ['http://evil.test', 'null', `${page}.evil.test`]) {
      for (const method of ['GET', 'OPTIONS']) {
        const { status, headers, body } = await ask(rig, signedPath(firstKey(rig)), { method, headers: { origin } });
        assert.equal(status, 403);
        assert.match(body.toString(), /BIJOU_PLAYER_ORIGINS/);
        assert.equal(headers['access-control-allow-origin'], undefined);
      }
    }
  });

  test('a Host that is not ours gets 421 and the name of the setting', async () => {
    const rig = await admissionRig();
    const path = signedPath(firstKey(rig));
    for (const host of ['evil.test', 'films.test.evil.test', '127.0.0.1.evil.test:80']) {
      const { status, body } = await ask(rig, path, { headers: { host } });
      assert.equal(status, 421, host);
      assert.match(body.toString(), /BIJOU_HOSTS/);
    }
    for (const host of ['films.test', 'FILMS.test:99', 'films.test.', `127.0.0.1:${rig.appliance.port}`])
      assert.equal((await ask(rig, path, { headers: { host } })).status, 200, host);
  });

  test('other methods are refused, and told which there are', async () => {
    const rig = await admissionRig();
    const { status, headers } = await ask(rig, signedPath(firstKey(rig)), { method: 'DELETE' });
    assert.equal(status, 405);
    assert.equal(headers.allow, 'GET, HEAD, OPTIONS');
  });
});

suite('the socket', () => {
  test('a port that is taken is replaced by a free one', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    assert.ok(typeof address === 'object' && address !== null);
    const rig = await admissionRig({ deps: { port: address.port } });
    assert.notEqual(rig.appliance.port, address.port);
    assert.equal(rig.appliance.address, `http://127.0.0.1:${rig.appliance.port}`);
    assert.equal((await ask(rig, signedPath(firstKey(rig)))).status, 200);
    await assert.rejects(admissionRig({ deps: { port: address.port, isPortNamed: true } }), {
      code: 'listen.taken',
      message: /BIJOU_MEDIA_PORT/,
    });
    other.close();
  });
});
