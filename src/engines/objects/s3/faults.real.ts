// engines: seaweedfs
// A store that is crowded, slow, and cut off, behind the retries that services have before it: what was acknowledged is
// there, and no byte is another. FAULT_ROUNDS=20 for longer; SEED repeats the choices.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ReadableStream as NodeStream } from 'node:stream/web';
import { type TestContext, test } from 'node:test';
import { hasCode, isTransient, seededRandom, systemClock, systemRandom } from '../../../kit/index.ts';
import { retryObjects } from '../../../platform/engines/retry-objects.ts';
import { type FaultyHttp, faultyHttp, type Mishap } from '../../connection/testing/faulty-http.ts';
import type { Objects } from '../index.ts';
import { smallestPart } from '../limits.ts';
import { empty, newPrefix, openServer, optionsOf } from '../testing/s3.ts';

const rounds = Number(process.env.FAULT_ROUNDS ?? 4);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const busyBody =
  '<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>';

/** Of all calls, how many meet with what. */
const shares: readonly (readonly [Mishap, number])[] = [
  ['busy', 0.08],
  ['lost', 0.04],
  ['cut', 0.06],
  ['slow', 0.03],
];

interface Crowded {
  readonly objects: Objects;
  /** The same place, undisturbed. */
  readonly plain: Objects;
  readonly proxy: FaultyHttp;
}

async function crowded(t: TestContext): Promise<Crowded> {
  const random = seededRandom(seed);
  const real = optionsOf('seaweedfs', { prefix: newPrefix(), partBytes: smallestPart });
  const plain = await openServer(real);
  const proxy = await faultyHttp({
    server: real.endpoint ?? '',
    busyBody,
    slowMs: 150,
    choose() {
      let roll = random.float();
      for (const [mishap, share] of shares) {
        if (roll < share) return mishap;
        roll -= share;
      }
      return undefined;
    },
  });
  const options = { ...real, endpoint: proxy.address };
  const faulty = await again(() => openServer(options));
  t.after(async () => {
    await faulty.close();
    await empty(plain);
    await plain.close();
    await proxy.close();
  });
  return { objects: retryObjects(faulty, { clock: systemClock, random: systemRandom }), plain, proxy };
}

/** As callers do with what the retries leave to them: a body that flows is made anew. */
async function again<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTransient(error) || tries === 8) throw error;
    }
  }
}

function bytesOf(length: number, salt: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 31 + (at >> 9) + salt * 7) & 0xff;
  return bytes;
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return NodeStream.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += 700_001) yield bytes.subarray(at, at + 700_001);
    })(),
  ) as ReadableStream<Uint8Array>;
}

async function hashOf(body: ReadableStream<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of body) hash.update(chunk);
  return hash.digest('hex');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test('what a crowded, cut off store has acknowledged is there, and every byte that is read is its own', async (t) => {
  const { objects, plain, proxy } = await crowded(t);
  const acknowledged = new Map<string, string>();
  let reads = 0;
  for (let round = 0; round < rounds; round += 1) {
    const writing = [1_000, 300_000, smallestPart - 1, 2 * smallestPart + 5].map(async (length, which) => {
      const key = `films/${round}-${which}`;
      const bytes = bytesOf(length, round * 10 + which);
      const body = () => (which % 2 === 0 ? bytes : streamOf(bytes));
      await again(() => objects.put(key, body(), { sha256: sha256(bytes), metadata: { round: String(round) } }));
      acknowledged.set(key, sha256(bytes));
    });
    const joining = async (): Promise<void> => {
      const key = `joined/${round}`;
      const parts = [bytesOf(smallestPart, round), bytesOf(smallestPart + 1, round + 1), bytesOf(9, round + 2)];
      const upload = await objects.multipart.create(key);
      await Promise.all(parts.map((body, at) => objects.multipart.putPart(key, upload, { number: at + 1, body })));
      await objects.multipart.complete(key, upload, await objects.multipart.parts(key, upload));
      acknowledged.set(key, sha256(Buffer.concat(parts)));
    };
    await Promise.all([...writing, joining()]);
    // This round's, and one of an earlier round.
    const all = [...acknowledged];
    for (const [key, hash] of [...all.slice(-5), ...all.slice(round, round + 1)]) {
      const { body } = await objects.get(key);
      assert.equal(await hashOf(body), hash, `wrong bytes of ${key}`);
      reads += 1;
    }
  }
  for (const [key, hash] of acknowledged) assert.equal(sha256(await plain.read(key)), hash, `${key} is lost`);
  const { happened } = proxy;
  const told = `SEED=${seed} rounds ${rounds}: ${acknowledged.size} acknowledged, 0 lost, ${reads} read, 0 wrong`;
  t.diagnostic(`${told}; busy ${happened.busy}, lost ${happened.lost}, cut ${happened.cut}, slow ${happened.slow}`);
  assert.ok(happened.busy > 0 && happened.lost + happened.cut > 0, 'something has happened');
});

test('of those that put where nothing was, through a crowded store, never are two told that they were first', async (t) => {
  const { objects, plain } = await crowded(t);
  for (let round = 0; round < rounds; round += 1) {
    const key = `one/${round}`;
    const outcomes = await Promise.all(
      [0, 1, 2, 3].map((one) =>
        objects.put(key, Uint8Array.of(one), { ifAbsent: true }).then(
          () => 'first',
          (error: unknown) =>
            hasCode(error, 'objects.precondition-failed') ? 'late' : isTransient(error) ? 'doubt' : error,
        ),
      ),
    );
    const firsts = outcomes.flatMap((outcome, one) => (outcome === 'first' ? [one] : []));
    for (const outcome of outcomes) assert.ok(typeof outcome === 'string', String(outcome));
    assert.ok(firsts.length <= 1, `${firsts.length} were told so`);
    const there = await plain.head(key);
    if (firsts.length === 1) assert.deepEqual(await plain.read(key), Uint8Array.of(firsts[0] ?? 9));
    else assert.ok(there === undefined || outcomes.includes('doubt'));
  }
});

test('who stops reading lets the connection go, and a body that breaks ends nothing but itself', async (t) => {
  const { plain, objects } = await crowded(t);
  await plain.put('film', bytesOf(6 * 2 ** 20, 1));
  for (let round = 0; round < 5 * rounds; round += 1) {
    const { body } = await objects.get('film');
    const reader = body.getReader();
    await reader.read();
    await reader.cancel();
    // Not even begun.
    await (await objects.get('film')).body.cancel();
  }
  assert.equal((await again(() => objects.read('film', { first: 0, last: 9 }))).length, 10);
});
