// Behind the real NGINX, in the ways in which people put it in front: who is what, and that it plays.
import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { theOwner } from '../../src/contracts/index.ts';
import { launchChromium, until as untilInPage } from '../browser/launch.ts';
import { addFilm, type Bijou, freePort, startBijou, until } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';
import { type Nginx, startNginx } from '../support/nginx.ts';

interface Way {
  readonly name: string;
  /** Of the proxy, with the path that it puts us below. */
  readonly address: string;
}

const ports = { bijou: await freePort(), media: 0, bare: await freePort(), usual: await freePort() };
ports.media = await freePort();
const below = await freePort();
const elsewhere = await freePort();
const machine = Object.values(networkInterfaces())
  .flatMap((entries) => entries ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
const other = machine ?? '127.0.0.2';

const ways: readonly Way[] = [
  { name: 'nothing but proxy_pass', address: `http://127.0.0.1:${ports.bare}` },
  { name: 'the usual headers', address: `http://127.0.0.1:${ports.usual}` },
  { name: 'below a path', address: `http://127.0.0.1:${below}/films` },
  { name: 'another address of the machine', address: `http://${other}:${elsewhere}` },
];

const servers = `
  server { listen 127.0.0.1:${ports.bare}; location / { proxy_pass http://127.0.0.1:${ports.bijou}; } }
  server {
    listen 127.0.0.1:${ports.usual};
    client_max_body_size 0;
    proxy_http_version 1.1;
    proxy_request_buffering off;
    proxy_buffering off;
    proxy_set_header Host $http_host;
    proxy_set_header X-Real-IP $remote_addr;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    location / { proxy_pass http://127.0.0.1:${ports.bijou}; }
    location ~ ^/[^/.]+[.][0-9]+[.][^/.]+/ { proxy_pass http://127.0.0.1:${ports.media}; }
  }
  server { listen 127.0.0.1:${below}; location /films/ { proxy_pass http://127.0.0.1:${ports.bijou}/; } }
  server { listen ${other}:${elsewhere}; location / { proxy_pass http://${other}:${ports.bijou}; } }`;

describe('behind NGINX', () => {
  let bijou: Bijou;
  let nginx: Nginx;
  let folder: string;
  let film: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-proxies-'));
    const env = {
      BIJOU_MEDIA_PORT: String(ports.media),
      BIJOU_MEDIA_ORIGINS: `http://127.0.0.1:${ports.usual}`,
      BIJOU_PLAYER_ORIGINS: `http://127.0.0.1:${ports.bare}`,
    };
    bijou = await startBijou({ mode: 'one process', port: ports.bijou, host: '0.0.0.0', env });
    const file = await makeFilm(join(folder, 'film.mp4'), { shots: [2.5, 3], width: 320, height: 180 });
    film = (await addFilm(bijou, file)).id;
    nginx = await startNginx(servers, `http://127.0.0.1:${ports.bare}/healthz`);
  });
  after(async () => {
    await nginx?.stop();
    await bijou?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  for (const { name, address } of ways) {
    it(`with ${name}: whoever comes may watch, a stranger’s write is refused, the owner’s is not`, async () => {
      const page = await fetch(`${address}/`);
      assert.equal(page.status, 200);
      assert.match(await page.text(), /id="house"/);
      assert.equal((await fetch(`${address}/api/catalog/titles/${film}`)).status, 200);
      const play = await fetch(`${address}/api/playback/titles/${film}/play`, { method: 'POST' });
      assert.equal(play.status, 200, await play.text());

      const title = `${address}/api/studio/titles/${film}`;
      // What a stranger may say of himself changes nothing.
      for (const headers of [
        {},
        { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', 'bijou-principal': JSON.stringify(theOwner) },
      ]) {
        assert.equal((await fetch(title, { method: 'DELETE', headers })).status, 401);
        assert.equal((await fetch(`${title}/pause`, { method: 'POST', headers })).status, 401);
        assert.equal((await fetch(`${address}/api/studio/events`, { headers })).status, 401);
        const tus = { ...headers, 'tus-resumable': '1.0.0', 'upload-length': '5' };
        assert.equal((await fetch(`${address}/api/studio/uploads/`, { method: 'POST', headers: tus })).status, 401);
      }

      const visit = await fetch(`${address}/?token=${bijou.token}`, { redirect: 'manual' });
      assert.equal(visit.status, 303);
      assert.doesNotMatch(visit.headers.get('location') ?? '', /token/);
      const cookie = visit.headers.get('set-cookie')?.split(';')[0] ?? '';
      const headers = { cookie, 'content-type': 'application/json' };
      assert.equal((await fetch(title, { headers })).status, 200);
      const edit = await fetch(title, { method: 'PATCH', headers, body: JSON.stringify({ name: `Seen ${name}` }) });
      assert.equal(edit.status, 200, await edit.text());
    });
  }

  it('an upload of any size and a stream of events come through as the README has it', async () => {
    const address = `http://127.0.0.1:${ports.usual}`;
    const authorization = `Bearer ${bijou.token}`;
    const gone = new AbortController();
    const events = await fetch(`${address}/api/studio/events`, { headers: { authorization }, signal: gone.signal });
    const reader = (events.body as ReadableStream<Uint8Array>).getReader();
    const told = reader.read();
    const bytes = new Uint8Array(3_000_000);
    const created = await fetch(`${address}/api/studio/uploads/`, {
      method: 'POST',
      headers: {
        authorization,
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': 'filename YQ==',
      },
    });
    assert.equal(created.status, 201, await created.text());
    const location = new URL(created.headers.get('location') ?? '', address);
    assert.equal(location.origin, address);
    const sent = await fetch(location, {
      method: 'PATCH',
      headers: {
        authorization,
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
      body: bytes,
    });
    assert.equal(sent.status, 204, await sent.text());
    assert.ok(((await told).value?.length ?? 0) > 0);
    gone.abort();
  });

  it('where nothing but proxy_pass stands, which takes a mebibyte at once, films come in all the same', async () => {
    const address = `http://127.0.0.1:${ports.bare}`;
    const make = (name: string, shots: readonly number[]) =>
      makeFilm(join(folder, name), { shots, width: 1280, height: 720, rate: '50' });
    const [typed, dropped] = [await make('typed.mp4', [4, 3]), await make('dropped.mp4', [3, 4])];
    for (const file of [typed, dropped])
      assert.ok((await stat(file)).size > 2 * 1024 * 1024, 'more than once too much');
    const { code, stderr } = await bijou.cli('add', '--url', address, '--token', bijou.token, typed);
    assert.equal(code, 0, stderr);

    await using browser = await launchChromium();
    const page = await browser.newPage();
    await page.goto(`${address}/studio?token=${bijou.token}`);
    await page.locator('input[type=file]').first().setInputFiles(dropped);
    await until('both are there', async () => {
      const names = (await bijou.json<{ name: string }[]>('titles')).map(({ name }) => name);
      return names.includes('typed') && names.includes('dropped');
    });
  });

  it('a film plays in Chromium, door and media at one address', async () => {
    await using browser = await launchChromium();
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${ports.usual}/watch/${film}?t=0`);
    await untilInPage(page, () => (document.querySelector('video')?.currentTime ?? 0) > 0.5, { argument: undefined });
  });

  it('a player of another page may fetch what it plays, and no other page may', async () => {
    const play = await fetch(`http://127.0.0.1:${ports.usual}/api/playback/titles/${film}/play`, { method: 'POST' });
    const { hls } = (await play.json()) as { hls: string[] };
    const named = `http://127.0.0.1:${ports.bare}`;
    const main = await send(hls[0] ?? '', { origin: named });
    assert.deepEqual([main.status, main.headers['access-control-allow-origin']], [200, named]);
    const playlist = main.body.split('\n').find((line) => line.endsWith('.m3u8')) ?? '';
    const media = new URL('media.mp4', new URL(playlist, hls[0])).href;
    for (const address of [new URL(playlist, hls[0]).href, media]) {
      const asks = { 'access-control-request-method': 'GET', 'access-control-request-headers': 'range' };
      const allowed = await send(address, { method: 'OPTIONS', origin: named, ...asks });
      assert.equal(allowed.status, 204, address);
      assert.match(String(allowed.headers['access-control-allow-headers']), /Range/);
      const part = await send(address, { origin: named, range: 'bytes=0-9' });
      assert.deepEqual([part.status, part.headers['access-control-allow-origin']], [206, named], address);
      assert.match(String(part.headers['access-control-expose-headers']), /Content-Range/);
    }
    for (const address of [hls[0] ?? '', media]) {
      const refused = await send(address, { origin: 'http://elsewhere.example' });
      assert.equal(refused.status, 403);
      assert.match(refused.body, /BIJOU_PLAYER_ORIGINS/);
    }
  });

  it('below a path, a page that cannot find its script says what to do instead', async () => {
    const page = await (await fetch(`http://127.0.0.1:${below}/films/`)).text();
    assert.match(page, /a name or a port of its own/);
    await using browser = await launchChromium();
    const shown = await browser.newPage();
    await shown.goto(`http://127.0.0.1:${below}/films/`);
    await shown.getByText('a name or a port of its own').waitFor();
    await shown.goto(`http://127.0.0.1:${ports.usual}/`);
    await shown.locator('#house > *').first().waitFor();
    assert.equal(await shown.getByText('a name or a port of its own').isVisible(), false);
  });

  it('a name that it was not told of is answered with the setting that is missing', async () => {
    const answer = await send(`http://127.0.0.1:${ports.usual}/`, { host: 'films.example', accept: 'text/html' });
    assert.equal(answer.status, 421);
    assert.match(answer.body, /BIJOU_HOSTS=films\.example/);
  });
});

/** A request whose headers are sent as they are: fetch has none of a page's. */
function send(address: string, { method = 'GET', ...headers }: Readonly<Record<string, string>>) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const sent = request(address, { method, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text) => {
        body += text;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    sent.on('error', reject).end();
  });
}
