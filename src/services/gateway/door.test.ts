import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request as openRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import {
  applianceContract,
  catalogContract,
  encoderContract,
  gatewayContract,
  jsonAnswer,
  playbackContract,
  type ServiceContract,
  studioContract,
  theOwner,
  theStranger,
  wireErrors,
} from '../../contracts/index.ts';
import { silentLogger } from '../../host/index.ts';
import { systemClock, systemRandom } from '../../kit/index.ts';
import { defaultGatewayConfig, type GatewayDeps, passOf, type RunningGateway, start } from './index.ts';

const stranger = JSON.stringify(theStranger);
const owner = JSON.stringify(theOwner);

interface Got {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  json(): Record<string, Record<string, unknown>>;
}

interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Unlike fetch, sends any Host, decodes nothing and follows nothing. */
function ask(port: number, path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const outgoing = openRequest({ host: '127.0.0.1', port, path, method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const all = Buffer.concat(chunks);
        const json = () => JSON.parse(String(all));
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: all, json });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const token = 'owner-token-owner-token-owner-token';
const authorization = `Bearer ${token}`;
const script = `console.log(${JSON.stringify('bijou '.repeat(400))})`;
let folder = '';
const seen: Request[] = [];

async function openDoor(changed: Partial<GatewayDeps> = {}): Promise<RunningGateway> {
  return start({
    app: folder,
    drawn: join(folder, 'drawn'),
    contracts: [catalogContract, studioContract, playbackContract, gatewayContract],
    endpoint: (service) => async (request) => {
      seen.push(request);
      return jsonAnswer({ service, body: await request.text() }, { headers: new Headers({ 'bijou-spent': '1' }) });
    },
    status: async () => ({ version: '1', address: '', processes: [] }),
    ready: () => ({ ready: false, why: 'studio cannot be reached' }),
    host: '127.0.0.1',
    port: 0,
    hosts: () => ['localhost', '127.0.0.1', '::1', 'films.example'],
    origins: ['https://films.example'],
    players: ['https://blog.example'],
    connectOrigins: () => ['http://10.0.0.9:9000', 'http://[::1]:9000', "'unsafe-eval'; script-src *"],
    ownerToken: token,
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
    config: { ...defaultGatewayConfig, graceMs: 50, http: { lingerMs: 50 } },
    ...changed,
  });
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bijou-app-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Bijou</title>');
  await writeFile(join(folder, 'assets', 'main-abc123.js'), script);
  await writeFile(join(folder, 'icon.svg'), '<svg/>');
  await writeFile(join(folder, '..', 'bijou-outside.txt'), 'secret');
});
after(async () => {
  await rm(folder, { recursive: true });
  await rm(join(folder, '..', 'bijou-outside.txt'), { force: true });
});

describe('the door', () => {
  let door: RunningGateway;
  before(async () => {
    door = await openDoor();
  });
  after(() => door.stop());
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) => ask(door.port, path, { headers });

  test('serves hashed files for ever, in the smallest form that the browser takes', async () => {
    const plain = await get('/assets/main-abc123.js');
    assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(String(plain.body), script);
    const br = await get('/assets/main-abc123.js', { 'accept-encoding': 'gzip, deflate, br' });
    assert.deepEqual([br.headers['content-encoding'], br.headers.vary], ['br', 'accept-encoding']);
    assert.equal(String(brotliDecompressSync(br.body)), script);
    const gz = await get('/assets/main-abc123.js', { 'accept-encoding': 'gzip;q=1.0, br;q=0' });
    assert.equal(gz.headers['content-encoding'], 'gzip');
    assert.equal(String(gunzipSync(gz.body)), script);
    assert.equal(new Set([plain, br, gz].map(({ headers }) => headers.etag)).size, 3);
  });

  test('serves its page for every address of the app, checked anew each time', async () => {
    for (const path of ['/', '/watch/0199', '/studio', '/studio/titles/7?tab=plan', '/index.html']) {
      const page = await get(path);
      assert.equal(page.status, 200, path);
      assert.match(String(page.body), /<title>Bijou/);
      assert.equal(page.headers['cache-control'], 'no-cache');
      const again = await get(path, { 'if-none-match': page.headers.etag ?? '' });
      assert.deepEqual([again.status, again.body.length], [304, 0]);
    }
    const head = await ask(door.port, '/', { method: 'HEAD' });
    assert.deepEqual([head.status, head.body.length, head.headers['content-length']], [200, 0, '35']);
    assert.equal((await ask(door.port, '/', { method: 'POST' })).status, 405);
  });

  test('has nothing where there is no file, and nothing outside its folder', async () => {
    for (const path of ['/assets/none.js', '/favicon.ico', '/%ff.js', '/assets']) {
      assert.equal((await get(path)).status, path === '/assets' ? 200 : 404, path);
    }
    for (const path of ['/../bijou-outside.txt', '/assets/../../bijou-outside.txt', '/%2e%2e/bijou-outside.txt']) {
      const refused = await get(path);
      assert.deepEqual([refused.status, refused.body.length], [400, 0], path);
    }
  });

  test('lets pages run only their own scripts, and fetch media only from our appliances', async () => {
    const { headers } = await get('/');
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'none'; script-src 'self';/);
    assert.match(policy, /connect-src 'self' http:\/\/10\.0\.0\.9:9000;/);
    assert.match(policy, /media-src 'self' http:\/\/10\.0\.0\.9:9000 blob:;/);
    assert.doesNotMatch(policy, /unsafe|::1/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
  });

  test('says whether it lives and whether it is ready', async () => {
    assert.equal((await get('/healthz')).status, 200);
    const ready = await get('/readyz');
    assert.deepEqual([ready.status, ready.json()], [503, { ready: false, why: 'studio cannot be reached' }]);
  });

  test('passes calls on with a context of its own making, and takes away what a stranger claims', async () => {
    seen.length = 0;
    const answer = await get('/api/catalog/titles?limit=3', {
      'bijou-principal': '{"kind":"peer"}',
      'bijou-timeout-ms': '1',
      'bijou-origin': 'http://evil.example',
      authorization: 'Bijou guess',
      cookie: 'a=b',
      connection: 'x-mine',
      'x-mine': '1',
      'x-yours': '2',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
    assert.equal(answer.json().service, 'catalog');
    assert.deepEqual([answer.headers['cache-control'], answer.headers['bijou-spent']], ['no-store', undefined]);
    const [request] = seen;
    assert.ok(request);
    assert.equal(new URL(request.url).search, '?limit=3');
    const header = (name: string) => request.headers.get(name);
    assert.deepEqual(
      ['bijou-principal', 'bijou-timeout-ms', 'bijou-origin', 'authorization', 'cookie', 'x-mine', 'x-yours'].map(
        header,
      ),
      [stranger, null, `http://127.0.0.1:${door.port}`, null, null, null, '2'],
    );
    assert.match(header('traceparent') ?? '', /^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)/);
  });

  test('knows no path that is for peers alone', async () => {
    seen.length = 0;
    const claim = { method: 'POST', body: '{}', headers: { 'bijou-principal': '{"kind":"peer"}', authorization } };
    assert.equal((await ask(door.port, '/api/studio/jobs/claim', claim)).status, 404);
    assert.equal((await get('/api/playback/key-ring')).status, 404);
    assert.equal((await get('/api/studio/origin/a/b/c/d')).status, 404);
    assert.equal((await get('/api')).status, 404);
    assert.equal(seen.length, 0);
  });

  test('refuses a call whose body is too large or does not come, and passes bytes on as they flow', async () => {
    const large = 'x'.repeat(1_100_000);
    assert.equal(
      (await ask(door.port, '/api/studio/files', { method: 'POST', body: large, headers: { authorization } })).status,
      413,
    );
    const upload = { method: 'POST', body: large, headers: { authorization } };
    assert.equal((await ask(door.port, '/api/studio/uploads', upload)).json().body?.length, 1_100_000);
    const slow = await openDoor({ config: { ...defaultGatewayConfig, bodyMs: 30, http: { lingerMs: 20 } } });
    const waiting = ask(slow.port, '/api/studio/files', {
      method: 'POST',
      headers: { authorization, 'content-length': '5' },
    });
    assert.equal((await waiting).status, 400);
    await slow.stop();
  });
});

describe('a stranger', () => {
  let door: RunningGateway;
  before(async () => {
    door = await openDoor();
  });
  after(() => door.stop());

  const paths = ['/', '/assets/main-abc123.js', '/api/catalog/titles', '/healthz', '/nothing.js'];

  test('who calls us by a name that is not ours learns nothing but the setting that would make it ours', async () => {
    seen.length = 0;
    for (const host of ['evil.example', `evil.example:${door.port}`, 'localhost.evil.example', '128.0.0.2', '[::2]']) {
      for (const path of paths) {
        const answer = await ask(door.port, path, { headers: { host } });
        assert.equal(answer.status, 421, `${host} ${path}`);
        assert.equal(answer.json().error?.code, 'gateway.unknown-host');
        assert.match(
          String(answer.body),
          new RegExp(`BIJOU_HOSTS=${host.replace(/:\d+$/, '').replace(/[[\]]/g, '\\$&')}`),
        );
      }
    }
    const headers = { host: 'evil.example', accept: 'text/html,*/*;q=0.8' };
    const page = await ask(door.port, '/watch/7', { headers });
    assert.equal(page.headers['content-security-policy'], "default-src 'none'");
    assert.match(String(page.body), /evil\.example.*BIJOU_HOSTS/);
    assert.equal(seen.length, 0);
  });

  test('is told of in the log once for each name, however often it comes', async () => {
    const lines: string[] = [];
    const logger = { ...silentLogger, warn: (line: string) => void lines.push(line) };
    const own = await openDoor({ logger });
    for (const host of ['one.example', 'two.example', 'one.example', 'one.example'])
      await ask(own.port, '/', { headers: { host } });
    await own.stop();
    assert.deepEqual([lines.length, lines.filter((line) => line.includes('one.example')).length], [2, 1]);
  });

  test('who knows our names is let in, whatever the port and however it is written', async () => {
    for (const host of [
      `localhost:${door.port}`,
      `LOCALHOST:${door.port}`,
      `[::1]:${door.port}`,
      `[0:0:0:0:0:0:0:1]:${door.port}`,
      `[::ffff:127.0.0.1]:${door.port}`,
      'localhost.',
      'localhost:9000',
      'films.example',
      'Films.Example.:443',
    ]) {
      assert.equal((await ask(door.port, '/', { headers: { host } })).status, 200, host);
    }
  });

  test('sees us where the settings and the proxy say that we are', async () => {
    const proxied: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
      [{ host: 'films.example' }, 'https://films.example'],
      [{ host: 'films.example:8080' }, 'http://films.example:8080'],
      [{ host: 'localhost:9000' }, 'http://localhost:9000'],
      [{ host: 'localhost', 'x-forwarded-proto': 'https' }, 'https://localhost'],
      [{ host: '127.0.0.1:9', 'x-forwarded-host': 'films.example' }, 'https://films.example'],
      [{ host: '127.0.0.1:9', 'x-forwarded-host': 'evil.example' }, 'http://127.0.0.1:9'],
    ];
    for (const [headers, origin] of proxied) {
      seen.length = 0;
      await ask(door.port, '/api/catalog/titles', { headers });
      assert.equal(seen[0]?.headers.get('bijou-origin'), origin, JSON.stringify(headers));
    }
  });

  test('page that we were told of is ours, and so is one that the browser says is', async () => {
    const host = `127.0.0.1:${door.port}`;
    for (const headers of [
      { host, origin: 'https://films.example' },
      { host, origin: 'http://seen.through.a.proxy', 'sec-fetch-site': 'same-origin' },
    ]) {
      assert.equal((await ask(door.port, '/api/catalog/titles', { headers })).status, 200, JSON.stringify(headers));
    }
  });

  test('page that may play reads manifests, and nothing else', async () => {
    const headers = { origin: 'https://blog.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' };
    const path = '/api/playback/manifests/g/t/v1/main.m3u8';
    seen.length = 0;
    const answer = await ask(door.port, path, { headers });
    assert.deepEqual(
      [answer.status, answer.headers['access-control-allow-origin'], answer.headers['cross-origin-resource-policy']],
      [200, 'https://blog.example', 'cross-origin'],
    );
    assert.match(answer.headers.vary ?? '', /origin/i);
    assert.equal(seen[0]?.headers.get('bijou-origin'), `http://127.0.0.1:${door.port}`, 'its media is where we are');
    const asks = { 'access-control-request-method': 'GET', 'access-control-request-headers': 'range' };
    const allowed = await ask(door.port, path, { method: 'OPTIONS', headers: { ...headers, ...asks } });
    assert.equal(allowed.status, 204);
    assert.match(String(allowed.headers['access-control-allow-headers']), /Range/);
    for (const other of paths) {
      const refused = await ask(door.port, other, { headers: { ...headers, authorization } });
      assert.deepEqual([refused.status, refused.headers['access-control-allow-origin']], [403, undefined], other);
    }
    const stranger = await ask(door.port, path, { headers: { origin: 'https://evil.example' } });
    assert.equal(stranger.status, 403);
    assert.match(String(stranger.body), /BIJOU_PLAYER_ORIGINS/);
  });

  test('page gets no answer, whatever it asks for and however', async () => {
    seen.length = 0;
    const mine = `127.0.0.1:${door.port}`;
    const strange: Readonly<Record<string, string>>[] = [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: `http://127.0.0.1:${door.port + 1}` },
      { origin: `http://${mine}.evil.example` },
      { origin: `http://localhost:${door.port}` },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    ];
    for (const headers of strange) {
      for (const path of paths) {
        for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE']) {
          const answer = await ask(door.port, path, { method, headers });
          assert.equal(answer.status, 403, `${method} ${path} ${JSON.stringify(headers)}`);
          assert.equal(answer.json().error?.code, 'gateway.unknown-origin');
          assert.equal(answer.headers['access-control-allow-origin'], undefined);
        }
      }
    }
    assert.equal(seen.length, 0);
  });

  test('page may link to our pages, and to nothing else of ours', async () => {
    const visit = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    const status = async (path: string, method = 'GET') =>
      (await ask(door.port, path, { method, headers: visit })).status;
    assert.deepEqual(await Promise.all([status('/'), status('/watch/7')]), [200, 200]);
    assert.deepEqual(
      await Promise.all([status('/api/catalog/titles'), status('/', 'POST'), status('/api')]),
      [403, 403, 403],
    );
  });

  test('of our own page is no stranger', async () => {
    for (const origin of [`http://127.0.0.1:${door.port}`, undefined]) {
      const headers = { 'sec-fetch-site': 'same-origin', ...(origin !== undefined && { origin }) };
      assert.equal((await ask(door.port, '/api/catalog/titles', { headers })).status, 200);
    }
  });
});

describe('the owner', () => {
  let open: RunningGateway;
  before(async () => {
    open = await openDoor({ host: '0.0.0.0' });
  });
  after(() => open.stop());

  const work = '/api/studio/work';
  const status = async (door: RunningGateway, headers: Readonly<Record<string, string>>) =>
    (await ask(door.port, work, { headers })).status;

  test('is not whoever comes from this machine, and is whoever shows the token, whatever a proxy says of them', async () => {
    for (const host of ['127.0.0.1', '0.0.0.0']) {
      const door = await openDoor({ host });
      assert.equal(await status(door, {}), 401, host);
      for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) {
        assert.equal(await status(door, { [name]: '127.0.0.1' }), 401, name);
        assert.equal(await status(door, { [name]: '10.0.0.7', authorization }), 200, name);
      }
      await door.stop();
    }
  });

  test('shows the token whole', async () => {
    assert.equal(await status(open, {}), 401);
    assert.equal(await status(open, { authorization: `Bearer ${token}x` }), 401);
    assert.equal(await status(open, { authorization: token }), 401);
    assert.equal(await status(open, { authorization: `Bearer ${token}` }), 200);
    const refused = await ask(open.port, work);
    assert.equal(refused.json().error?.code, 'request.owner-only');
    const upload = await ask(open.port, '/api/studio/uploads/', { method: 'POST', body: 'film' });
    assert.equal(upload.status, 401);
    assert.equal((await ask(open.port, '/api/catalog/titles')).status, 200);
    assert.equal(seen.at(-1)?.headers.get('bijou-principal'), stranger);
  });

  test('signs in once by an address, which leaves no token behind', async () => {
    const visit = await ask(open.port, `/studio?tab=1&token=${token}`);
    assert.deepEqual([visit.status, visit.headers.location], [303, '/studio?tab=1']);
    const cookie = String(visit.headers['set-cookie']);
    assert.match(cookie, /; HttpOnly; SameSite=Strict/);
    assert.ok(!cookie.includes(token));
    assert.equal(await status(open, { cookie: `other=1; ${cookie.split(';')[0]}` }), 200);
    const wrong = await ask(open.port, '/?token=guess');
    assert.deepEqual([wrong.status, wrong.headers.location, wrong.headers['set-cookie']], [303, '/', undefined]);
    assert.equal(await status(open, { cookie: `bijou-owner-${open.port}=guess` }), 401);
    const over = { headers: { host: 'films.example' } };
    assert.doesNotMatch(cookie, /Secure/);
    assert.match(String((await ask(open.port, `/?token=${token}`, over)).headers['set-cookie']), /; Secure/);
  });

  test('may come by a pass, which is good for its time alone', async () => {
    const visit = async (pass: string) => (await ask(open.port, `/?token=${pass}`)).headers['set-cookie'];
    const until = systemClock.now() + 60_000;
    const pass = passOf(token, until);
    assert.match(String(await visit(pass)), /^bijou-owner-/);
    const [, signature = ''] = pass.split('.');
    for (const bad of [
      `${until + 1}.${signature}`,
      passOf('other', until),
      passOf(token, until - 120_000),
      `${until}.`,
    ])
      assert.equal(await visit(bad), undefined, bad);
    assert.equal(await status(open, { authorization: `Bearer ${pass}` }), 401);
  });

  test('alone may do what is the owner’s, on every way in that the contracts have', async (t) => {
    const contracts = [
      studioContract,
      catalogContract,
      playbackContract,
      applianceContract,
      encoderContract,
      gatewayContract,
    ];
    const door = await openDoor({ contracts });
    t.after(() => door.stop());
    const visit = await ask(door.port, `/?token=${token}`);
    const cookie = String(visit.headers['set-cookie']).split(';')[0] ?? '';
    const writes: string[] = [];
    for (const { calls, routes } of contracts as readonly ServiceContract[]) {
      const ways = [
        ...Object.values(calls).map(({ method, path, audience }) => ({ methods: [method], path, audience })),
        ...Object.values(routes),
      ];
      for (const { methods, path: pattern, audience } of ways.filter((way) => way.audience !== 'peer')) {
        const path = pattern.replace(/\{[^}]+\}/g, '1');
        for (const method of methods) {
          const body = method === 'POST' || method === 'PATCH' || method === 'PUT' ? { body: '{}' } : {};
          const as = async (headers: Readonly<Record<string, string>>) => {
            seen.length = 0;
            const answer = await ask(door.port, path, { method, headers, ...body });
            return [answer.status, seen[0]?.headers.get('bijou-principal')];
          };
          const what = `${method} ${path}`;
          if (audience === 'public' && method !== 'GET' && method !== 'HEAD') writes.push(what);
          const asStranger = audience === 'public' ? [200, stranger] : [401, undefined];
          assert.deepEqual(await as({}), asStranger, what);
          assert.deepEqual(await as({ authorization: 'Bearer guess', cookie: `${cookie}x` }), asStranger, what);
          assert.deepEqual(await as({ authorization }), [200, owner], what);
          assert.deepEqual(await as({ cookie }), [200, owner], what);
        }
      }
    }
    assert.deepEqual(writes, ['POST /api/playback/titles/1/play'], 'what strangers may do besides reading');
  });
});

test('without a built app the door says what to do', async () => {
  const door = await openDoor({ app: join(folder, 'nowhere') });
  const answer = await ask(door.port, '/');
  assert.deepEqual([answer.status, answer.json().error?.code], [503, 'gateway.no-app']);
  await door.stop();
});

test('a fault behind the door shows nothing but a trace', async () => {
  const door = await openDoor({
    endpoint: () => async () => {
      throw new Error('secret detail');
    },
  });
  const answer = await ask(door.port, '/api/catalog/titles');
  assert.equal(answer.status, 500);
  assert.match(String(answer.body), /server\.fault/);
  assert.doesNotMatch(String(answer.body), /secret/);
  await door.stop();
});

test('an upload’s offset that cannot be told for now makes no client begin anew', async () => {
  const gone = wireErrors.error('peer.unavailable', { service: 'studio' });
  const door = await openDoor({ endpoint: () => () => Promise.reject(gone) });
  try {
    const path = '/api/studio/uploads/0123456789abcdef0123456789abcdef';
    const headers = { authorization };
    assert.equal((await ask(door.port, path, { method: 'HEAD', headers })).status, 423);
    assert.equal((await ask(door.port, '/api/studio/titles', { headers })).status, 503);
  } finally {
    await door.stop();
  }
});

test('guessing at the token has an end, and never keeps the owner out', async (t) => {
  const guarded = await openDoor();
  t.after(() => guarded.stop());
  const status = async (word: string) => {
    const headers = { authorization: `Bearer ${word}` };
    return (await ask(guarded.port, '/api/studio/work', { headers })).status;
  };
  // An old token that a browser keeps is one guess, however often it comes.
  for (let time = 0; time < 40; time += 1) assert.equal(await status('an-old-one'), 401);
  const answers: number[] = [];
  for (let guess = 0; guess < 30; guess += 1) answers.push(await status(`guess-${guess}`));
  assert.equal(answers[0], 401);
  assert.equal(answers.at(-1), 429);
  const page = await ask(guarded.port, '/?token=one-more', { headers: { accept: 'text/html' } });
  assert.deepEqual([page.status, page.headers['retry-after']], [429, '60']);
  assert.match(String(page.body), /bijou token/);
  assert.equal((await ask(guarded.port, '/?token=', {})).headers['set-cookie'], undefined);
  assert.equal(await status('an-old-one'), 401);
  assert.equal(await status(token), 200);
  assert.equal((await ask(guarded.port, `/?token=${token}`)).status, 303);
  assert.equal((await ask(guarded.port, '/')).status, 200);
});
