// Two processes of each service, killed at random and started again while films go in and play: nothing is done twice,
// nothing is lost, and plays go on. TWINS_SECONDS says for how long, SEED which chance.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PlayGrant } from '../../src/contracts/index.ts';
import { filmText } from '../../src/engines/encoder/simulated/open.ts';
import { seededRandom, systemClock, systemRandom } from '../../src/kit/index.ts';
import { addressBook } from '../../src/player/address-book.ts';
import { keepGrant } from '../../src/player/grant-keeper.ts';
import { type MediaFetch, mediaFetch } from '../../src/player/media-fetch.ts';
import { allTargets, type Bijou, second, startBijou, until } from '../support/bijou.ts';
import { strangersIn } from '../support/walk.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const seconds = Number(process.env.TWINS_SECONDS ?? 45);
const random = seededRandom(seed);
const pick = <One>(of: readonly One[]): One => of[Math.floor(random.float() * of.length)] as One;

const env = {
  BIJOU_ENCODER: 'simulated',
  BIJOU_ENCODER_WORKERS: '2',
  BIJOU_LEASE_MS: '4000',
  BIJOU_APPLIANCE_DISK: '64M',
};
const players = 2;
/** Films that are under way at a time. */
const mostUnderWay = 4;
/** A player has at least so much buffered. */
const bufferMs = 30_000;

interface TitleJson {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly why: string | null;
}

describe(`two of each service, killed at random for ${seconds} seconds (SEED=${seed})`, () => {
  let bijou: Bijou;
  let hears: Server;
  /** Ids of what the webhook heard, by kind and title. */
  const heard = new Map<string, Set<string>>();
  /** What was acknowledged: each title's name, as it was last given. */
  const acknowledged = new Map<string, string>();
  const figures = { kills: 0, titles: 0, edits: 0, plays: 0, segments: 0, failovers: 0, hooks: 0, hooksAgain: 0 };
  let end = 0;
  const isOver = () => performance.now() > end;

  before(async () => {
    bijou = await startBijou({ mode: 'a process per service', twice: true, env });
    hears = createServer(async (request, response) => {
      const { type, data } = JSON.parse(await text(request)) as { type: string; data: { id: string } };
      const key = `${type} ${data.id}`;
      const ids = heard.get(key) ?? new Set();
      const id = String(request.headers['webhook-id']);
      figures.hooks += 1;
      if (ids.has(id)) figures.hooksAgain += 1;
      heard.set(key, ids.add(id));
      response.writeHead(204).end();
    });
    hears.listen(0, '127.0.0.1');
    await once(hears, 'listening');
    const address = hears.address();
    assert.ok(typeof address === 'object' && address !== null);
    await asked('/api/studio/hooks', 'POST', { url: `http://127.0.0.1:${address.port}/` });
  });

  after(async () => {
    hears.close();
    await bijou.stop();
  });

  it('nothing is done twice, nothing is lost, and plays go on', async () => {
    end = performance.now() + seconds * 1000;
    await Promise.all([killing(), takingIn(), ...Array.from({ length: players }, playing)]);
    await allReady();
    const lost = await lostTitles();
    await until(
      'the webhook has heard of every film’s way',
      async () =>
        [...acknowledged.keys()].every((id) =>
          ['title.added', 'title.watchable', 'title.ready'].every((type) => heard.has(`${type} ${id}`)),
        ),
      () => JSON.stringify([...heard.keys()].sort()),
    );
    const doneTwice = [
      ...(await publishedTwice()),
      ...[...heard].filter(([, ids]) => ids.size > 1).map(([key]) => key),
    ];
    let orphans: readonly string[] = [];
    await until(
      'nothing lies in the store that nobody needs',
      async () => {
        orphans = await strangersIn(bijou.dataFolder);
        return orphans.length === 0;
      },
      () => orphans.join('\n'),
    );
    figures.titles = acknowledged.size;
    console.log(JSON.stringify({ seed, seconds, ...figures, doneTwice: doneTwice.length, lost: lost.length }));
    assert.deepEqual(doneTwice, []);
    assert.deepEqual(lost, []);
    assert.ok(figures.kills > 0 && figures.titles > 0 && figures.segments > 0, JSON.stringify(figures));
  });

  /** As a client does that finds another door where one is closed: until it is answered. */
  async function asked<Answer>(path: string, method = 'GET', body?: unknown): Promise<Answer> {
    // The same token for every attempt: what was done and not answered is not done again.
    const token = crypto.randomUUID();
    for (let tries = 1; ; tries += 1) {
      const headers = {
        authorization: `Bearer ${bijou.token}`,
        'content-type': 'application/json',
        'idempotency-key': token,
      };
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const answer = await fetch(new URL(path, pick(bijou.urls)), init).catch(() => undefined);
      if (answer?.ok === true) return (await answer.json()) as Answer;
      const said = answer === undefined ? 'nothing' : `${answer.status} ${await answer.text()}`;
      // Who follows others may not have heard yet of what they tell.
      const passes = answer === undefined || answer.status === 404 || answer.status >= 429;
      assert.ok(passes, `${method} ${path}: ${said}`);
      assert.ok(tries < 200, `${method} ${path} is not answered: ${said}\n${bijou.output().slice(-4_000)}`);
      await sleep(250);
    }
  }

  /** One of a pair, or one of each of two or three pairs, is killed and comes back; then the next. */
  async function killing(): Promise<void> {
    while (!isOver()) {
      await sleep(random.float() * 1_500);
      const pairs = new Set(Array.from({ length: 1 + Math.floor(random.float() * 3) }, () => pick(allTargets)));
      const names = [...pairs].map((target) => (random.float() < 0.5 ? target : second(target)));
      await Promise.all(names.map((name) => bijou.kill(name)));
      figures.kills += names.length;
      await sleep(random.float() * 2_000);
      await Promise.all(names.map((name) => bijou.startTarget(name)));
      await until('those that were killed are back', allAreReady, bijou.output);
    }
  }

  async function allAreReady(): Promise<boolean> {
    const { processes } = await asked<{ processes: { ready: boolean }[] }>('/api/gateway/status');
    return processes.filter(({ ready }) => ready).length === 2 * allTargets.length;
  }

  async function takingIn(): Promise<void> {
    for (let number = 1; !isOver(); number += 1) {
      const id = await upload(number);
      assert.equal(acknowledged.has(id), false, 'another film is another title');
      acknowledged.set(id, '');
      const name = `Film ${number}`;
      await asked(`/api/studio/titles/${id}`, 'PATCH', { name });
      acknowledged.set(id, name);
      figures.edits += 1;
      while (!isOver() && (await underWay()) >= mostUnderWay) await sleep(500);
    }
  }

  async function underWay(): Promise<number> {
    const titles = await allTitles();
    return titles.filter(({ state }) => ['inspecting', 'planning', 'encoding'].includes(state)).length;
  }

  async function allTitles(): Promise<readonly TitleJson[]> {
    return (await asked<{ titles: TitleJson[] }>('/api/studio/titles?limit=1000')).titles;
  }

  /** In two pieces, each through any door; resolves to the title once that has been told. */
  async function upload(number: number): Promise<string> {
    const shots = 1 + Math.floor(random.float() * 3);
    const film = { frameRate: { num: 25, den: 1 }, width: 640, height: 360, shot: 50, audio: ['en'], text: ['en'] };
    const bytes = Buffer.from(filmText({ ...film, pictures: shots * 100 }) + ' '.repeat(20_000 + number));
    const owner = { authorization: `Bearer ${bijou.token}`, 'tus-resumable': '1.0.0' };
    const filename = Buffer.from(`upload-${number}.mp4`).toString('base64');
    const creation = { 'upload-length': String(bytes.length), 'upload-metadata': `filename ${filename}` };
    const token = crypto.randomUUID();
    let place: string | undefined;
    for (let tries = 1; ; tries += 1) {
      assert.ok(tries < 300, `film ${number} cannot be sent\n${bijou.output().slice(-4_000)}`);
      const door = pick(bijou.urls);
      if (place === undefined) {
        const headers = { ...owner, ...creation, 'idempotency-key': token };
        const made = await fetch(`${door}/api/studio/uploads/`, { method: 'POST', headers }).catch(() => undefined);
        if (made?.status === 201) place = new URL(made.headers.get('location') ?? '', door).pathname;
        else await sleep(250);
        continue;
      }
      const url = new URL(place, door);
      const found = await fetch(url, { method: 'HEAD', headers: owner }).catch(() => undefined);
      assert.notEqual(found?.status, 404, `what was sent of film ${number} is lost`);
      const title = found?.headers.get('bijou-title');
      if (title != null) return title;
      if (found?.ok !== true) {
        await sleep(250);
        continue;
      }
      const from = Number(found.headers.get('upload-offset'));
      const body = bytes.subarray(from, from === 0 ? bytes.length / 2 : bytes.length);
      const headers = {
        ...owner,
        'upload-offset': String(from),
        'content-type': 'application/offset+octet-stream',
      };
      const sent = await fetch(new URL(place, pick(bijou.urls)), { method: 'PATCH', headers, body }).catch(
        () => undefined,
      );
      const told = sent?.headers.get('bijou-title');
      if (told != null) return told;
    }
  }

  /** Plays films one after the other with the player's own way of fetching: each segment as soon as the last is there. */
  async function playing(): Promise<void> {
    const book = addressBook(systemClock);
    while (!isOver()) {
      const { titles } = await asked<{ titles: { id: string }[] }>('/api/catalog/titles?limit=100');
      if (titles.length === 0) await sleep(250);
      else await play(pick(titles).id, book);
    }
  }

  async function play(title: string, book: ReturnType<typeof addressBook>): Promise<void> {
    const ask = (version?: string) =>
      asked<PlayGrant>(`/api/playback/titles/${title}/play`, 'POST', version === undefined ? {} : { version });
    const keeper = keepGrant(await ask(), { clock: systemClock, ask: ({ version }) => ask(version) });
    const onFailover = () => {
      figures.failovers += 1;
    };
    const fetching = mediaFetch({ keeper, book, clock: systemClock, random: systemRandom, fetch, onFailover });
    figures.plays += 1;
    try {
      const folder = pick(Object.keys(keeper.grant.folders).filter((name) => /\d+p$/.test(name)));
      const addressesOf = (file: string) => () =>
        (keeper.grant.folders[folder] ?? []).map((address) => `${address}${file}`);
      const playlist = new TextDecoder().decode(await got(fetching, addressesOf('media.m3u8')));
      // A film of a few seconds is over at once: it is seen a few times.
      for (let times = 0; times < 10 && !isOver(); times += 1) {
        for (const [, length, offset] of playlist.matchAll(/^#EXT-X-BYTERANGE:(\d+)@(\d+)$/gm)) {
          const [first, bytes] = [Number(offset), Number(length)];
          const range = `bytes=${first}-${first + bytes - 1}`;
          assert.equal((await got(fetching, addressesOf('media.mp4'), range)).byteLength, bytes);
          figures.segments += 1;
          await sleep(50);
        }
      }
    } finally {
      keeper.stop();
    }
  }

  /** Within what a player has buffered, or the film would stand still. */
  async function got(fetching: MediaFetch, addresses: () => string[], range?: string): Promise<ArrayBuffer> {
    const headers: Record<string, string> = range === undefined ? {} : { range };
    const signal = AbortSignal.timeout(bufferMs);
    return (await fetching({ addresses, headers, signal })).data as ArrayBuffer;
  }

  async function allReady(): Promise<void> {
    await until('all are back', allAreReady, bijou.output);
    await until(
      'every film is ready',
      async () => {
        const titles = await allTitles();
        for (const { state, why } of titles) assert.ok(!['failed', 'refused'].includes(state), why ?? state);
        return titles.every(({ state }) => state === 'ready');
      },
      bijou.output,
    );
  }

  /** Acknowledged films, and names that they were given, that are not there; and titles that nobody knows. */
  async function lostTitles(): Promise<readonly string[]> {
    const titles = new Map((await allTitles()).map(({ id, name }) => [id, name]));
    const unknown = [...titles.keys()].filter((id) => !acknowledged.has(id));
    const gone = [...acknowledged].filter(([id, name]) => titles.get(id) !== name).map(([id]) => id);
    const missing: string[] = [];
    for (const id of acknowledged.keys())
      for (const door of bijou.urls) {
        const isThere = async () => (await fetch(`${door}/api/catalog/titles/${id}`)).status === 200;
        await until(`the catalogue behind ${door} has ${id}`, isThere).catch(() => missing.push(id));
      }
    return [...unknown, ...gone, ...missing];
  }

  /** A film is published with its first look and with its whole ladder. */
  async function publishedTwice(): Promise<readonly string[]> {
    const twice: string[] = [];
    for (const id of acknowledged.keys()) {
      const { versions } = await asked<{ versions: { version: string }[] }>(`/api/studio/titles/${id}/versions`);
      if (versions.length !== 2) twice.push(`${id}: ${versions.map(({ version }) => version)}`);
    }
    return twice;
  }
});
