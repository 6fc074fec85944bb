import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { objectsErrors } from '../../engines/objects/errors.ts';
import { openFolderObjects } from '../../engines/objects/folder/open.ts';
import { trialObjects } from '../../engines/objects/trial/open.ts';
import { openDice } from '../../host/index.ts';
import { systemClock as clock, systemRandom as random } from '../../kit/index.ts';
import { retryObjects } from './retry-objects.ts';
import { unbroken } from './unbroken.ts';

const film = Uint8Array.from({ length: 1_000_003 }, (_, index) => (index * 7919 + (index >> 8)) & 255);
const folder = await mkdtemp(join(tmpdir(), 'bijou-unbroken-'));
const inner = await openFolderObjects({ folder, clock, random });
await inner.put('films/one', film);
await inner.put('films/none', new Uint8Array());
test.after(async () => {
  await inner.close();
  await rm(folder, { recursive: true });
});

/** Reads all of a body into one piece of memory, again and again. */
async function readThrough(body: ReadableStream<Uint8Array>, size: number): Promise<Uint8Array> {
  const reader = body.getReader({ mode: 'byob' });
  const pieces: Uint8Array[] = [];
  for (let memory = new ArrayBuffer(size); ; ) {
    const { done, value } = await reader.read(new Uint8Array(memory));
    if (value !== undefined) memory = value.buffer;
    if (done) return Buffer.concat(pieces);
    pieces.push(value.slice());
  }
}

test('a film is read through one piece of memory, and whole', async () => {
  const objects = retryObjects(inner, { clock, random });
  for (const size of [1, 65_536, 2_000_000]) {
    const range = size === 1 ? { first: 999_000, last: 1_000_002 } : undefined;
    const { body } = await objects.get('films/one', range);
    assert.deepEqual(await readThrough(body, size), Buffer.from(film.subarray(range?.first ?? 0)));
  }
  assert.equal((await readThrough((await objects.get('films/none')).body, 10)).byteLength, 0);
});

test('where the store breaks off, it goes on at the next byte, into memory and without, on 8 seeds', async () => {
  let cut = 0;
  for (let seed = 1; seed <= 8; seed += 1) {
    const trial = trialObjects(inner, openDice({ seed, name: 'objects', clock }));
    const breaking = {
      ...trial,
      async get(...asked: Parameters<typeof trial.get>) {
        const found = await trial.get(...asked);
        // What the trial cuts hands out memory of its own.
        if (!isFilling(found.body)) cut += 1;
        return found;
      },
    };
    const objects = retryObjects(breaking, { clock, random });
    for (const first of [0, 17, 700_000]) {
      const range = { first, last: film.length - 1 };
      const wanted = Buffer.from(film.subarray(first));
      assert.deepEqual(await readThrough((await objects.get('films/one', range)).body, 65_536), wanted);
      const { body } = await objects.get('films/one', range);
      assert.deepEqual(Buffer.from(await new Response(body).arrayBuffer()), wanted);
    }
  }
  assert.ok(cut > 0, 'nothing was broken off');
});

test('what nobody wants any more is let go', async () => {
  const { body } = await retryObjects(inner, { clock, random }).get('films/one');
  const reader = body.getReader({ mode: 'byob' });
  assert.equal((await reader.read(new Uint8Array(100))).value?.byteLength, 100);
  await reader.cancel();
  assert.equal((await reader.read(new Uint8Array(100))).done, true);
});

test('a rest that comes when nobody wants it any more is let go, and a break is no error of who leaves', async () => {
  const rest = Promise.withResolvers<ReadableStream<Uint8Array>>();
  const letGo = Promise.withResolvers<void>();
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(objectsErrors.error('objects.cut', { key: 'films/one' })),
  });
  const body = unbroken(broken, { first: 0, last: 99, resume: () => rest.promise });
  const reader = body.getReader();
  const reading = reader.read();
  await new Promise(setImmediate);
  await reader.cancel();
  assert.equal((await reading).done, true);
  rest.resolve(new ReadableStream<Uint8Array>({ cancel: () => letGo.resolve() }));
  await letGo.promise;
});

test('a body that no store took is let go', async () => {
  const refusing = {
    ...inner,
    put: () => Promise.reject(objectsErrors.error('objects.bad-key', { key: '', why: 'it is empty' })),
  };
  let letGo = false;
  const body = new ReadableStream<Uint8Array>({
    cancel() {
      letGo = true;
    },
  });
  await assert.rejects(retryObjects(refusing, { clock, random }).put('', body));
  assert.ok(letGo);
});

function isFilling(body: ReadableStream<Uint8Array>): boolean {
  try {
    body.getReader({ mode: 'byob' }).releaseLock();
    return true;
  } catch {
    return false;
  }
}
