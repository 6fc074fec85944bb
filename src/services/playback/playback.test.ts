import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { Kysely, SqliteDialect } from 'kysely';
import {
  type ByteRouteContext,
  type CallContext,
  type Client,
  type catalogContract,
  type PlayGrant,
  type Presentation,
  parseSignedPath,
  playGrant,
  replacedVersionLife,
  signedText,
  theStranger,
} from '../../contracts/index.ts';
import type { AnyTables, Sql } from '../../engines/sql/index.ts';
import { readSettings, silentLogger } from '../../host/index.ts';
import {
  BijouError,
  type Clock,
  hasCode,
  idMaker,
  isoTime,
  mutex,
  seededRandom,
  systemClock,
} from '../../kit/index.ts';
import { settings } from './config.ts';
import { defaultConfig, migrations, type PlaybackConfig, type PlaybackTables, start } from './index.ts';
import type { TitleAnswer } from './known-titles.ts';

const title = '01890a5d-ac96-774b-bcce-b302099a8057';
const door = 'http://192.168.1.5:8080';

/** SQLite in memory behind the port, with none of the adapter's workers. */
async function memorySql(): Promise<Sql<PlaybackTables>> {
  const file = new DatabaseSync(':memory:');
  const db = new Kysely<PlaybackTables>({
    dialect: new SqliteDialect({
      database: {
        close: () => file.close(),
        prepare(text) {
          const statement = file.prepare(text);
          return {
            reader: statement.columns().length > 0,
            all: (values) => statement.all(...(values as SQLInputValue[])),
            run: (values) => statement.run(...(values as SQLInputValue[])),
            iterate: (values) => statement.iterate(...(values as SQLInputValue[])) as IterableIterator<unknown>,
          };
        },
      },
    }),
  });
  for (const step of migrations.flatMap(({ steps }) => steps)) await step(db);
  const writer = mutex();
  return {
    db,
    stale: db,
    lock: () => assert.fail('playback locks nothing'),
    pick: (query) => query.execute(),
    now: async () => Date.now(),
    transaction: (body) => writer.run(() => db.transaction().execute((tx) => body(tx as unknown as typeof db))),
    async upsert(on, table, { row, keys }) {
      const insert = (on as Kysely<AnyTables>).insertInto(table).values(row);
      await insert.onConflict((conflict) => conflict.columns(keys as never).doUpdateSet(row as never)).execute();
    },
    async insertOnce(on, table, { row, keys }) {
      const insert = (on as Kysely<AnyTables>).insertInto(table).values(row);
      const [result] = await insert.onConflict((conflict) => conflict.columns(keys as never).doNothing()).execute();
      return (result as { numInsertedOrUpdatedRows?: bigint } | undefined)?.numInsertedOrUpdatedRows === 1n;
    },
    close: () => db.destroy(),
  };
}

function presentationOf(version: string): Presentation {
  const media = {
    codecs: 'avc1.64001f',
    peakBandwidth: 2_000_000,
    averageBandwidth: 1_500_000,
    bytes: 1_000_000,
    init: { first: 0, last: 799 },
    index: { first: 800, last: 1199 },
    hash: 'a'.repeat(64),
  };
  return {
    title,
    version,
    durationSeconds: 60,
    targetDuration: 6,
    video: [{ ...media, name: '720p', width: 1280, height: 720, frameRate: '24/1' }],
    audio: [
      {
        ...media,
        name: 'a1-en',
        codecs: 'mp4a.40.2',
        language: 'en',
        label: 'English',
        channels: 2,
        sampleRate: 48_000,
        isDefault: true,
      },
    ],
    text: [{ name: 't1-en', language: 'en', label: 'English', bytes: 10, hash: 'b'.repeat(64), isDefault: false }],
    chapters: [{ start: 0, end: 60, name: 'All of it' }],
    thumbnails: {
      ...{ name: 'thumbs', width: 224, height: 126, columns: 5, rows: 5, interval: 2.4, count: 25, type: 'image/jpeg' },
      sheets: [{ file: '0001.jpg', bytes: 10, hash: 'c'.repeat(64) }],
    },
  };
}

interface FakeCatalog {
  readonly client: Client<typeof catalogContract>;
  answer: (input: { id: string; version?: string | undefined }) => TitleAnswer;
}

function fakeCatalog(): FakeCatalog {
  const catalog: FakeCatalog = {
    answer: ({ version = 'v1' }) => ({
      card: { id: title, name: 'Metropolis', durationSeconds: 60, addedAt: isoTime(0), height: 720 },
      presentation: presentationOf(version),
    }),
    client: {
      calls: {
        titles: () => Promise.reject(new Error('titles is not called here')),
        series: () => Promise.reject(new Error('series is not called here')),
        title: () => Promise.reject(new Error('a play looks for nothing that is alike')),
        more: () => Promise.reject(new Error('a play looks for nothing that is alike')),
        presentation: async (input) => catalog.answer(input),
        facets: () => Promise.reject(new Error('facets is not called here')),
        deadLetters: () => Promise.reject(new Error('deadLetters is not called here')),
        retryDeadLetters: () => Promise.reject(new Error('retryDeadLetters is not called here')),
      },
      bytes: () => Promise.reject(new Error('bytes is not called here')),
    },
  };
  return catalog;
}

function wireError(code: string, status: number): BijouError {
  return new BijouError({ code, status, retry: 'later', sentence: code, details: {} });
}

interface RigOptions {
  readonly sql?: Sql<PlaybackTables>;
  readonly config?: Partial<PlaybackConfig>;
  readonly seed?: number;
}

async function startRig({ sql, config = {}, seed = 1 }: RigOptions = {}) {
  const time = { now: 1_700_000_000_000 };
  const clock: Clock = { ...systemClock, now: () => time.now };
  const random = seededRandom(seed);
  const catalog = fakeCatalog();
  const appliances = [
    { id: 'a', address: 'http://192.168.1.5:8081' },
    { id: 'b', address: 'http://192.168.1.6:8081' },
  ];
  const origins: string[] = [];
  const service = await start({
    sql: sql ?? (await memorySql()),
    catalog: catalog.client,
    appliances: (origin) => {
      origins.push(origin);
      return appliances;
    },
    origins: () => [door],
    defaultOrigin: () => 'http://127.0.0.1:8080',
    clock,
    random,
    makeId: idMaker(clock, random),
    logger: silentLogger,
    config: { ...defaultConfig, ...config },
  });
  const context = (over: Partial<CallContext> = {}): CallContext => ({
    signal: new AbortController().signal,
    deadline: time.now + 3_000,
    token: undefined,
    trace: '0'.repeat(32),
    principal: theStranger,
    origin: door,
    ...over,
  });
  const { calls, routes } = service.implementation;
  return {
    time,
    catalog,
    appliances,
    origins,
    play: (version?: string, over?: Partial<CallContext>) => calls.play({ id: title, version }, context(over)),
    keyRing: () => calls.keyRing({}, context({ principal: { kind: 'peer' }, origin: undefined })),
    fetch(address: string, method = 'GET') {
      const [, , , , grant = '', id = '', version = '', file = ''] = new URL(address).pathname.split('/');
      const given: ByteRouteContext = { ...context(), params: { grant, title: id, version, file } };
      return routes.manifest(new Request(address, { method }), given);
    },
  };
}

type PlaybackRig = Awaited<ReturnType<typeof startRig>>;

async function secretOf(rig: PlaybackRig, keyId: string): Promise<string> {
  const { keys } = await rig.keyRing();
  const key = keys.find(({ id }) => id === keyId);
  assert.ok(key !== undefined);
  return key.secret;
}

suite('playing', () => {
  test('a grant names every folder on every appliance, best first, as NGINX would sign it', async () => {
    const rig = await startRig();
    const grant = await rig.play();
    assert.deepEqual(playGrant.parse(JSON.parse(JSON.stringify(grant))), grant);
    assert.equal(grant.name, 'Metropolis');
    assert.deepEqual(
      Object.keys(grant.folders),
      ['720p', 'a1-en', 't1-en', 'thumbs'].map((name) => `${title}/v1/${name}`),
    );
    assert.equal(grant.thumbnails?.sheets[0]?.file, '0001.jpg');
    for (const [folder, addresses] of Object.entries(grant.folders)) {
      assert.equal(addresses.length, 2);
      for (const [rank, address] of addresses.entries()) {
        assert.ok(address.startsWith(rig.appliances[rank]?.address ?? 'none'));
        const signed = parseSignedPath(new URL(`${address}media.mp4`).pathname);
        assert.ok(signed !== undefined);
        assert.equal(signed.folder, folder);
        assert.equal(isoTime(signed.expires * 1000), grant.expiresAt);
        const secret = await secretOf(rig, signed.keyId);
        const expected = createHash('md5')
          .update(signedText(folder, signed.expires, secret))
          .digest('base64url');
        assert.equal(signed.signature, expected);
      }
    }
  });

  test('its addresses are those that the browser reaches, or the default where it came without an origin', async () => {
    const rig = await startRig();
    assert.ok((await rig.play()).hls[0]?.startsWith(`${door}/api/playback/manifests/`));
    assert.ok((await rig.play(undefined, { origin: undefined })).dash[0]?.startsWith('http://127.0.0.1:8080/api/'));
    assert.deepEqual(rig.origins, [door, 'http://127.0.0.1:8080']);
  });

  test('addresses stay the same for a while, and are good for the promised time at least', async () => {
    const rig = await startRig();
    const first = await rig.play();
    rig.time.now += 1_000;
    assert.deepEqual(await rig.play(), first);
    for (let minute = 0; minute < 120; minute += 1) {
      const left = Date.parse((await rig.play()).expiresAt) - rig.time.now;
      assert.ok(left >= 21_600_000 && left <= 21_600_000 * 1.1);
      rig.time.now += 60_000;
    }
    assert.notEqual((await rig.play()).expiresAt, first.expiresAt);
  });

  test('a running player gets its own version again', async () => {
    const rig = await startRig();
    assert.equal((await rig.play('v7')).version, 'v7');
  });

  test('what is not there is told as playback tells it', async () => {
    const rig = await startRig();
    rig.catalog.answer = () => {
      throw wireError('catalog.no-such-title', 404);
    };
    await assert.rejects(rig.play(), (error) => hasCode(error, 'playback.no-such-title'));
    rig.catalog.answer = () => {
      throw wireError('catalog.no-such-version', 404);
    };
    await assert.rejects(rig.play('v9'), (error) => hasCode(error, 'playback.no-such-version'));
  });

  test('without an appliance it can be played nowhere', async () => {
    const rig = await startRig();
    rig.appliances.length = 0;
    await assert.rejects(rig.play(), (error) => hasCode(error, 'playback.nowhere'));
  });
});

suite('a version that another has replaced', () => {
  const ttl = 20;

  /** A catalogue whose version 1 is replaced at a moment, and which hears of it, and of its end, somewhat later. */
  async function replacedAt(replaced: number, lag: number) {
    const rig = await startRig({ config: { urlTtlSeconds: ttl } });
    const begin = rig.time.now;
    const gone = begin + replaced + replacedVersionLife(ttl) * 1000;
    rig.catalog.answer = ({ version }) => {
      const heard = rig.time.now >= begin + replaced + lag;
      const current = heard ? 'v2' : 'v1';
      const asked = version ?? current;
      if (asked === 'v1' && rig.time.now >= gone + lag) throw wireError('catalog.no-such-version', 404);
      const card = { id: title, name: 'Metropolis', durationSeconds: 60, addedAt: isoTime(0), height: 720 };
      const retiring = heard && asked === 'v1' ? { retiresAt: isoTime(gone) } : {};
      return { card, presentation: presentationOf(asked), ...retiring };
    };
    return { ...rig, begin, gone };
  }

  test('is signed for as long as its files are there and no longer, whenever the news of it comes', async () => {
    const moment = fc.nat(90_000);
    await fc.assert(
      fc.asyncProperty(moment, fc.nat(2_000), fc.array(moment, { minLength: 1 }), async (replaced, lag, asked) => {
        const rig = await replacedAt(replaced, lag);
        for (const at of asked.sort((a, b) => a - b)) {
          rig.time.now = rig.begin + at;
          const running = await rig.play('v1').catch((error: unknown) => error);
          const until = running instanceof BijouError ? 0 : Date.parse((running as PlayGrant).expiresAt);
          // Good through its last second.
          assert.ok(until === 0 || until + 1_000 <= rig.gone, 'no address outlives its files');
          if (rig.time.now < rig.gone - 2_000) assert.ok(until > rig.time.now, 'it plays as long as they are there');
          const fresh = await rig.play();
          const left = Date.parse(fresh.expiresAt) - rig.time.now;
          assert.ok(left >= ttl * 1000, 'who begins has the whole time');
          if (fresh.version === 'v1') assert.ok(Date.parse(fresh.expiresAt) + 1_000 <= rig.gone, 'heard of or not');
          if (rig.time.now >= rig.begin + replaced + lag) assert.equal(fresh.version, 'v2');
        }
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  test('once gone gives the current one to whoever still has the address of its manifest', async () => {
    const rig = await replacedAt(0, 1_000);
    rig.time.now = rig.begin + 500;
    const early = await rig.play();
    assert.equal(early.version, 'v1');
    rig.catalog.answer = ({ version = 'v2' }) => {
      if (version === 'v1') throw wireError('catalog.no-such-version', 404);
      const card = { id: title, name: 'Metropolis', durationSeconds: 60, addedAt: isoTime(0), height: 720 };
      return { card, presentation: presentationOf(version) };
    };
    const text = await (await rig.fetch(early.hls[0] ?? '')).text();
    assert.match(text, new RegExp(`${title}/v2/720p/`));
  });
});

suite('while the catalogue is away', () => {
  test('its last answer plays, also after a restart, for the current version and for a running one', async () => {
    const sql = await memorySql();
    const before = await startRig({ sql });
    await before.play();
    const after = await startRig({ sql });
    after.catalog.answer = () => {
      throw wireError('peer.unavailable', 503);
    };
    assert.equal((await after.play()).name, 'Metropolis');
    const again = await after.play('v1');
    assert.equal(again.version, 'v1');
    assert.equal((await after.fetch(again.hls[0] ?? '')).status, 200);
  });

  test('a version that was never heard of is not made up', async () => {
    const rig = await startRig();
    await rig.play();
    rig.catalog.answer = () => {
      throw wireError('peer.timeout', 504);
    };
    await assert.rejects(rig.play('v2'), (error) => hasCode(error, 'peer.timeout'));
  });

  test('a title that was removed before is not played from memory', async () => {
    const rig = await startRig();
    await rig.play();
    rig.catalog.answer = () => {
      throw wireError('catalog.no-such-title', 404);
    };
    await assert.rejects(rig.play());
    rig.catalog.answer = () => {
      throw wireError('peer.unavailable', 503);
    };
    await assert.rejects(rig.play(), (error) => hasCode(error, 'peer.unavailable'));
  });
});

suite('manifests', () => {
  test('carry addresses that expire with their grant, for HLS and DASH', async () => {
    const rig = await startRig();
    const grant = await rig.play();
    for (const [address, type] of [
      [grant.hls[0], 'application/vnd.apple.mpegurl'],
      [grant.dash[0], 'application/dash+xml'],
    ] as const) {
      const answer = await rig.fetch(address ?? '');
      assert.equal(answer.headers.get('content-type'), type);
      assert.equal(answer.headers.get('cache-control'), 'private, max-age=60');
      const text = await answer.text();
      assert.equal(answer.headers.get('content-length'), String(Buffer.byteLength(text)));
      for (const signed of grant.folders[`${title}/v1/720p`] ?? []) assert.ok(text.includes(signed));
      // Later, when new grants expire later, the old one still gives the same manifest.
      rig.time.now += 3_600_000;
      assert.equal(await (await rig.fetch(address ?? '')).text(), text);
      rig.time.now -= 3_600_000;
    }
  });

  test('HEAD tells the same without the body', async () => {
    const rig = await startRig();
    const [address = ''] = (await rig.play()).hls;
    const head = await rig.fetch(address, 'HEAD');
    assert.equal(await head.text(), '');
    assert.equal(head.headers.get('content-length'), (await rig.fetch(address)).headers.get('content-length'));
  });

  test('are refused where the grant is altered, expired, of another title or of no known key', async () => {
    const rig = await startRig();
    const [address = ''] = (await rig.play()).hls;
    const { pathname } = new URL(address);
    const [kid = '', exp = '', sig = ''] = (pathname.split('/')[4] ?? '').split('.');
    const cases: [from: string, to: string][] = [
      [`.${exp}.`, `.${Number(exp) + 60}.`],
      [`.${exp}.`, `.0${exp}.`],
      [sig, `${sig.slice(0, -1)}${sig.endsWith('A') ? 'Q' : 'A'}`],
      [kid, 'k-unknown'],
      ['/v1/', '/v2/'],
      [`/${title}/`, '/01890a5d-ac96-774b-bcce-b302099a8058/'],
    ];
    for (const [from, to] of cases) {
      const altered = address.replace(from, to);
      assert.notEqual(altered, address);
      await assert.rejects(rig.fetch(altered), (error) => hasCode(error, 'playback.bad-signature'), to);
    }
    await assert.rejects(rig.fetch(address.replace('main.', 'other.')), (error) =>
      hasCode(error, 'request.unknown-path'),
    );
    rig.time.now += 21_600_000 * 1.2;
    await assert.rejects(rig.fetch(address), (error) => hasCode(error, 'playback.expired'));
  });
});

suite('the key ring', () => {
  test('two starts make one key', async () => {
    const sql = await memorySql();
    const [one, two] = await Promise.all([startRig({ sql, seed: 1 }), startRig({ sql, seed: 2 })]);
    const ring = await one.keyRing();
    assert.equal(ring.keys.length, 1);
    assert.deepEqual(await two.keyRing(), ring);
    assert.deepEqual((await one.play()).folders, (await two.play()).folders);
    assert.equal(Buffer.from(ring.keys[0]?.secret ?? '', 'base64url').length, 32);
    assert.deepEqual(ring.origins, [door]);
  });

  test('a new key signs each day, and the old one is accepted until its last address has expired', async () => {
    const rig = await startRig();
    for (let hour = 0; hour < 24 * 5; hour += 1) {
      const grant = await rig.play();
      const [kid] = (grant.hls[0]?.split('/')[6] ?? '').split('.');
      const { keys } = await rig.keyRing();
      const key = keys.find(({ id }) => id === kid);
      assert.ok(key !== undefined);
      assert.ok(Date.parse(key.until) > Date.parse(grant.expiresAt));
      assert.ok(Date.parse(key.from) <= rig.time.now);
      assert.ok(keys.length <= 2);
      rig.time.now += 3_600_000;
    }
    const firstDay = await rig.play();
    rig.time.now += 86_400_000;
    const [before, after] = [firstDay, await rig.play()].map(({ hls }) => hls[0]?.split('/')[6]?.split('.')[0]);
    assert.notEqual(before, after);
  });

  test('another life of addresses makes another key', async () => {
    const sql = await memorySql();
    const long = await startRig({ sql });
    const short = await startRig({ sql, seed: 2, config: { urlTtlSeconds: 1 } });
    const grant = await short.play();
    assert.ok(Date.parse(grant.expiresAt) - short.time.now <= 2_000);
    assert.equal((await long.keyRing()).keys.length, 2);
  });
});

test('settings that make no sense are refused with their name', () => {
  assert.deepEqual(readSettings({}, settings), defaultConfig);
  assert.equal(readSettings({ BIJOU_URL_TTL: '1' }, settings).urlTtlSeconds, 1);
  for (const BIJOU_URL_TTL of ['0', '-1', '1.5', 'an hour', '99999999'])
    assert.throws(() => readSettings({ BIJOU_URL_TTL }, settings), /BIJOU_URL_TTL is .* it should be a whole number/);
});
