import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { DetailedError, Upload } from 'tus-js-client';
import type { Method } from '../../../contracts/index.ts';
import type { ObjectBody } from '../../../engines/objects/index.ts';
import { BijouError } from '../../../kit/index.ts';
import { allKeys, context, newFolder, newToken, type Rig, routeContext, startRig, until } from '../testing/harness.ts';
import { partWriter } from './part-writer.ts';
import { createUpload, endUpload, partBytes, tailKeys, uploadRow } from './upload-rows.ts';

const path = '/api/studio/uploads';

interface Door {
  readonly address: string;
  /** Cuts every connection. */
  cut(): void;
  point(rig: Rig): void;
}

/** A plain HTTP server before studio's upload route. */
async function openDoor(t: TestContext, rig: Rig): Promise<Door> {
  let current = rig;
  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const gone = new AbortController();
    incoming.once('error', () => gone.abort());
    const method = incoming.method as Method;
    const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const hasBody = method === 'POST' || method === 'PATCH';
    const body = hasBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : null;
    const url = `http://studio${incoming.url}`;
    const request = new Request(url, { method, headers, ...(body === null ? {} : { body, duplex: 'half' }) });
    const rest = (incoming.url ?? '').slice(path.length + 1);
    const token = headers.get('idempotency-key') ?? undefined;
    const called = { ...routeContext({ rest }, token), signal: gone.signal };
    const response = await current.studio.implementation.routes.upload(request, called).catch((error: unknown) => {
      if (error instanceof BijouError) return Response.json(error, { status: error.status });
      throw error;
    });
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(new Uint8Array(await response.arrayBuffer()));
  }
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${path}`,
    cut: () => server.closeAllConnections(),
    point(next) {
      current = next;
    },
  };
}

interface Sent {
  readonly title: string | undefined;
  readonly already: boolean;
  readonly url: string | null;
}

/** Sends bytes as a person's browser would. */
function send(door: Door, bytes: Buffer, options: ConstructorParameters<typeof Upload>[1] = {}): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(bytes, {
      endpoint: door.address,
      retryDelays: [10, 50, 100, 200, 400, 800, 1600, 3200],
      metadata: { filename: 'A_Film.mp4' },
      onError: reject,
      onSuccess: ({ lastResponse }) =>
        resolve({
          title: lastResponse.getHeader('Bijou-Title'),
          already: lastResponse.getHeader('Bijou-Already') === 'true',
          url: upload.url,
        }),
      ...options,
    });
    upload.start();
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function sourceOf(rig: Rig, title: string | undefined): Promise<Buffer> {
  const { source = '' } = await rig.studio.implementation.calls.title({ id: title ?? '' }, context());
  const { routes } = rig.studio.implementation;
  const response = await routes.source(new Request('http://studio/x'), routeContext({ source }));
  return Buffer.from(await response.arrayBuffer());
}

test('an upload becomes a title of exactly its bytes, named by its file', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const door = await openDoor(t, rig);
  const bytes = randomBytes(300_000);
  const { title } = await send(door, bytes);
  const shown = await rig.studio.implementation.calls.title({ id: title ?? '' }, context());
  assert.equal(shown.name, 'A Film');
  assert.equal(shown.source, sha256(bytes));
  assert.deepEqual(await sourceOf(rig, title), bytes);
});

test('pieces of any size join to the same bytes, and little pieces leave nothing behind', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const door = await openDoor(t, rig);
  const mebibyte = 2 ** 20;
  for (const chunkSize of [700_001, 5 * mebibyte, 6 * mebibyte]) {
    const bytes = randomBytes(11 * mebibyte + 7);
    const { title } = await send(door, bytes, { chunkSize });
    assert.equal(sha256(await sourceOf(rig, title)), sha256(bytes));
  }
  await until('only the three sources are left', async () => (await allKeys(rig.objects)).length === 3);
});

test('little pieces lie in few objects, no byte of them is stored often, and each is found by the next process', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  let stored = 0;
  const objects = {
    ...rig.objects,
    put(key: string, body: ObjectBody) {
      assert.ok(body instanceof Uint8Array);
      stored += body.byteLength;
      return rig.objects.put(key, body);
    },
  };
  const studio = { ...rig.inner, objects };
  const bytes = randomBytes(3_000_000);
  const { id } = await createUpload(studio, { id: newToken(), size: 5_000_000, metadata: {} });
  let most = 0;
  for (let at = 0; at < bytes.length; at += 100_000) {
    const row = await uploadRow(studio.sql.db, id);
    assert.equal(row.received, at);
    most = Math.max(most, tailKeys(row).length);
    const writer = await partWriter(studio, row, undefined);
    await writer.push(bytes.subarray(at, at + 100_000));
    assert.equal(await writer.settle(), at + 100_000);
  }
  assert.ok(most <= 5, `${most} objects at once`);
  assert.ok(stored < 10 * bytes.length, `${stored / bytes.length} times`);
  const pieces = tailKeys(await uploadRow(studio.sql.db, id)).map((key) => rig.objects.read(key));
  assert.ok(Buffer.concat(await Promise.all(pieces)).equals(bytes));
  await endUpload(studio, await uploadRow(studio.sql.db, id));
  await until('nothing is left', async () => (await allKeys(rig.objects)).length === 0);
});

test('the same bytes uploaded twice are one title', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const door = await openDoor(t, rig);
  const bytes = randomBytes(100_000);
  const first = await send(door, bytes);
  const second = await send(door, bytes);
  assert.equal(second.title, first.title);
  assert.deepEqual([first.already, second.already], [false, true], 'and the second is told so');
  await until('only one source is left', async () => (await allKeys(rig.objects)).length === 1);
});

test('an upload that was cut off goes on where it was, through another process', async (t) => {
  const folder = await newFolder(t);
  const before = await startRig(t, folder);
  const door = await openDoor(t, before);
  const bytes = randomBytes(3_000_000);
  let restarted: Promise<Rig> | undefined;
  const offsets: number[] = [];
  async function restart(): Promise<Rig> {
    door.cut();
    await before.stop();
    const rig = await startRig(t, folder);
    door.point(rig);
    return rig;
  }
  const sent = await send(door, bytes, {
    chunkSize: 500_000,
    onChunkComplete(_, accepted) {
      offsets.push(accepted);
      if (accepted >= 1_000_000) restarted ??= restart();
    },
  });
  const after = await restarted;
  assert.ok(after);
  assert.equal(sha256(await sourceOf(after, sent.title)), sha256(bytes));
  assert.deepEqual(
    offsets,
    [...offsets].sort((a, b) => a - b),
  );
});

test('parts whose joining ended before they were taken away leave nothing behind', async (t) => {
  const folder = await newFolder(t);
  const before = await startRig(t, folder);
  const bytes = randomBytes(6 * 1024 * 1024);
  const { key, multipart } = await createUpload(before.inner, { id: newToken(), size: bytes.length, metadata: {} });
  const { objects } = before;
  const part = await objects.multipart.putPart(key, multipart, { number: 1, body: bytes });
  // As a process does that is killed in between.
  await objects.put(key, bytes);
  await before.sql.db.updateTable('uploads').set({ received: bytes.length, parts: part.number }).execute();
  await before.stop();
  const after = await startRig(t, folder);
  await until('a title has come of it', async () => (await after.sql.db.selectFrom('titles').selectAll().execute())[0]);
  assert.deepEqual(await after.objects.multipart.uploads(''), []);
});

test('what arrived before the connection broke is kept and acknowledged', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const door = await openDoor(t, rig);
  const bytes = randomBytes(200_000);
  const created = await fetch(door.address, {
    method: 'POST',
    headers: { 'tus-resumable': '1.0.0', 'upload-length': String(bytes.length) },
  });
  const url = new URL(created.headers.get('location') ?? '', door.address).href;
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(bytes.subarray(0, 150_000));
      setTimeout(() => controller.error(new Error('cut')), 200);
      return new Promise(() => {});
    },
  });
  const headers = { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
  const cut = { method: 'PATCH', headers, body: broken, duplex: 'half' } as RequestInit;
  await assert.rejects(fetch(url, cut));
  const head = { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } };
  const offset = await until('the offset is known', async () => {
    const response = await fetch(url, head);
    return Number(response.headers.get('upload-offset')) || undefined;
  });
  assert.equal(offset, 150_000);
  const rest = await fetch(url, {
    method: 'PATCH',
    headers: { ...headers, 'upload-offset': String(offset) },
    body: bytes.subarray(offset),
  });
  assert.equal(rest.status, 204);
  const title = rest.headers.get('bijou-title') ?? undefined;
  assert.deepEqual(await sourceOf(rig, title), bytes);
  const finished = await fetch(url, head);
  assert.equal(finished.headers.get('bijou-title'), title);
});

test('a second request asks the first, which hangs, to let go', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const door = await openDoor(t, rig);
  const bytes = randomBytes(100_000);
  const created = await fetch(door.address, {
    method: 'POST',
    headers: { 'tus-resumable': '1.0.0', 'upload-length': String(bytes.length) },
  });
  const url = new URL(created.headers.get('location') ?? '', door.address).href;
  const headers = { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
  const hanging = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes.subarray(0, 40_000)),
  });
  const first = fetch(url, { method: 'PATCH', headers, body: hanging, duplex: 'half' } as RequestInit);
  await until('the first request holds the lock', async () => {
    const lock = await rig.sql.db.selectFrom('locks').selectAll().executeTakeFirst();
    return lock !== undefined;
  });
  const head = await fetch(url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
  assert.equal(head.headers.get('upload-offset'), '40000');
  door.cut();
  await first.catch(() => undefined);
});

test('creating twice with one token is one upload', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const door = await openDoor(t, rig);
  const headers = { 'tus-resumable': '1.0.0', 'upload-length': '1000', 'idempotency-key': newToken() };
  const first = await fetch(door.address, { method: 'POST', headers });
  const second = await fetch(door.address, { method: 'POST', headers });
  assert.equal(second.headers.get('location'), first.headers.get('location'));
  assert.equal((await rig.studio.implementation.calls.work({}, context())).uploads, 1);
});

test('an ended upload and one that lay too long leave nothing', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const door = await openDoor(t, rig);
  const url = await new Promise<string>((resolve, reject) => {
    const upload = new Upload(randomBytes(200_000), {
      endpoint: door.address,
      chunkSize: 70_000,
      onError: reject,
      onChunkComplete() {
        upload.abort(false).then(() => resolve(upload.url ?? ''), reject);
      },
    });
    upload.start();
  });
  const second = await fetch(door.address, {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': '50',
      'content-type': 'application/offset+octet-stream',
    },
    body: randomBytes(20),
  });
  assert.equal(second.headers.get('upload-offset'), '20');
  await Upload.terminate(url);
  const gone = await fetch(url, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } });
  assert.equal(gone.status, 404);
  rig.clock.forward(25 * 3_600_000);
  await until('nothing is left', async () => {
    const { uploads } = await rig.studio.implementation.calls.work({}, context());
    return uploads === 0 && (await allKeys(rig.objects)).length === 0;
  });
  assert.deepEqual(await rig.objects.multipart.uploads('sources/'), []);
});

test('an empty upload and one that is too large are refused with a reason', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const door = await openDoor(t, rig);
  const create = (bytes: number) =>
    fetch(door.address, { method: 'POST', headers: { 'tus-resumable': '1.0.0', 'upload-length': String(bytes) } });
  const empty = await create(0);
  assert.equal(empty.status, 400);
  assert.equal(((await empty.json()) as { code: string }).code, 'studio.empty-file');
  assert.equal((await create(5 * 2 ** 40 + 1)).status, 413);
  const unknown = send(door, randomBytes(10), {
    uploadUrl: `${door.address}/nothing`,
    retryDelays: [],
    endpoint: null,
  });
  await assert.rejects(
    unknown,
    (error) => error instanceof DetailedError && error.originalResponse?.getStatus() === 404,
  );
});

test('an upload of any size has parts enough, and small ones keep small parts', () => {
  const usual = 8 * 2 ** 20;
  for (const size of [1, usual, usual * 10_000, usual * 10_000 + 1, 200e9, 5 * 2 ** 40]) {
    const bytes = partBytes(size, usual);
    assert.ok(bytes * 10_000 >= size, String(size));
    assert.equal(bytes === usual, size <= usual * 10_000, String(size));
    assert.ok(bytes <= 2 * Math.max(usual, size / 10_000), String(size));
  }
});
