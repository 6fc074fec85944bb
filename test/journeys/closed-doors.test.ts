// What Bijou does not answer.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { addFilm, type Bijou, modes, startBijou } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';

interface PlayJson {
  readonly hls: readonly string[];
  readonly dash: readonly string[];
}

for (const mode of modes) {
  describe(`closed doors, ${mode}`, () => {
    let bijou: Bijou;
    let folder: string;
    let media: URL;
    let otherTitle: string;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'bijou-films-'));
      bijou = await startBijou({ mode });
      const title = await addFilm(
        bijou,
        await makeFilm(join(folder, 'one.mp4'), { width: 320, height: 180, shots: [2.5] }),
      );
      const other = await addFilm(
        bijou,
        await makeFilm(join(folder, 'two.mp4'), { width: 320, height: 180, shots: [2.2], rate: '24' }),
      );
      otherTitle = other.id;
      media = await firstMedia(bijou, title.id);
    });

    after(async () => {
      await bijou.stop();
      await rm(folder, { recursive: true, force: true });
    });

    it('a signed address plays', async () => {
      const answer = await get(media, { range: 'bytes=0-99' });
      assert.equal(answer.status, 206);
      assert.equal(answer.body.length, 100);
    });

    it('an unsigned, altered, expired or foreign address plays nothing', async () => {
      const [, grant = '', title = '', version = '', rung = '', file = ''] = media.pathname.split('/');
      const [kid = '', expires = '', signature = ''] = grant.split('.');
      const swapped = `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`;
      for (const path of [
        `/${title}/${version}/${rung}/${file}`,
        `/${kid}.${expires}.${swapped}/${title}/${version}/${rung}/${file}`,
        `/${kid}.${Number(expires) + 1}.${signature}/${title}/${version}/${rung}/${file}`,
        `/${kid}.1.${signature}/${title}/${version}/${rung}/${file}`,
        `/nobody.${expires}.${signature}/${title}/${version}/${rung}/${file}`,
        `/${grant}/${otherTitle}/${version}/${rung}/${file}`,
        `/${grant}/${title}/${version}/elsewhere/${file}`,
        `/${grant}/${title}/${version}/${rung}/../${rung}x/${file}`,
        `/${grant}/${title}/${version}/${rung}/%2e%2e/${file}`,
      ]) {
        const answer = await get(new URL(media.origin), { path });
        assert.ok(answer.status >= 400 && answer.status < 500, `${path} answered ${answer.status}`);
        assert.ok(answer.body.length < 1000 && !answer.body.includes('ftyp'), `${path} gave media`);
      }
    });

    it('a page of another origin gets nothing from the door or the appliance but the setting’s name', async () => {
      for (const url of [new URL('/api/catalog/titles', bijou.url), new URL('/api/studio/titles', bijou.url), media]) {
        const answer = await get(url, { origin: 'http://127.0.0.1:1' });
        assert.equal(answer.status, 403, url.href);
        assert.match(answer.body.toString(), /BIJOU_PLAYER_ORIGINS/, url.href);
        assert.equal(answer.headers['access-control-allow-origin'], undefined);
      }
    });

    it('a host that is not ours gets nothing but the setting’s name', async () => {
      for (const url of [new URL('/', bijou.url), new URL('/api/catalog/titles', bijou.url), media]) {
        const answer = await get(url, { host: 'evil.example' });
        assert.equal(answer.status, 421, url.href);
        assert.match(answer.body.toString(), /BIJOU_HOSTS/, url.href);
      }
    });

    it('what is between processes is not behind the door', async () => {
      for (const path of [
        '/api/playback/key-ring',
        '/api/studio/jobs/claim',
        `/api/studio/origin/${media.pathname.split('/').slice(2).join('/')}`,
      ]) {
        const answer = await get(new URL(path, bijou.url), {});
        assert.ok(answer.status >= 400 && answer.status < 500, `${path} answered ${answer.status}`);
      }
    });
  });
}

async function firstMedia(bijou: Bijou, id: string): Promise<URL> {
  const play = await bijou.json<PlayJson>('play', id);
  const main = play.hls[0] ?? '';
  const playlist = await (await fetch(main)).text();
  const uri = playlist.split('\n').find((line) => line !== '' && !line.startsWith('#')) ?? '';
  return new URL('media.mp4', new URL(uri, main));
}

/** A request whose path and headers are sent as they are. */
function get(url: URL, options: { path?: string; host?: string; origin?: string; range?: string }) {
  const { path = url.pathname, ...headers } = options;
  return new Promise<{ status: number; body: Buffer; headers: Record<string, unknown> }>((resolve, reject) => {
    const sent = request({ host: url.hostname, port: url.port, path, headers: { ...headers } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts), headers: answer.headers }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}
