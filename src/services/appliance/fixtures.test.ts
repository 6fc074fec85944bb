import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request as send } from 'node:http';
import { after, test } from 'node:test';
import {
  type ByteRequest,
  type Client,
  type playbackContract,
  type SigningKey,
  signedPrefix,
  type studioContract,
} from '../../contracts/index.ts';
import { silentLogger } from '../../host/index.ts';
import { BijouError, isoTime, seededRandom, systemClock } from '../../kit/index.ts';
import { type ApplianceConfig, type ApplianceDeps, defaultConfig, type RunningAppliance, start } from './index.ts';

export const title = '01890a5d-ac96-774b-bcce-b302099a8057';
export const folder = `${title}/v1/720p`;
export const lastModified = 'Tue, 05 Mar 2024 10:00:00 GMT';
export const page = 'http://door.test:8080';

export function generatedBytes(length: number, seed = 1): Buffer {
  return Buffer.from(seededRandom(seed).bytes(length));
}

export interface OriginRequest {
  readonly method: string;
  readonly path: string;
  readonly range: string | undefined;
  readonly isCancelled: () => boolean;
}

/** The studio's origin route over bytes in memory. */
export interface FakeOrigin {
  readonly client: Client<typeof studioContract>;
  readonly files: Map<string, Buffer>;
  readonly requests: OriginRequest[];
  /** GETs for bytes, by path and range. */
  fetches(): string[];
  /** Awaited before each answer's headers, and before each 16 KiB of a body. */
  gate: (request: OriginRequest, sent: number) => Promise<void> | void;
  refuseWith: BijouError | undefined;
}

export function fakeOrigin(): FakeOrigin {
  const origin: FakeOrigin = {
    files: new Map(),
    requests: [],
    fetches: () =>
      origin.requests.filter(({ method }) => method === 'GET').map(({ path, range }) => `${path} ${range}`),
    gate: () => undefined,
    refuseWith: undefined,
    client: { calls: unused(), bytes },
  };

  async function bytes(_: string, request: ByteRequest): Promise<Response> {
    const { title: id, version, rendition, file } = request.params ?? {};
    const path = `${id}/${version}/${rendition}/${file}`;
    const range = request.headers?.range;
    let isCancelled = false;
    const seen: OriginRequest = { method: request.method, path, range, isCancelled: () => isCancelled };
    origin.requests.push(seen);
    request.signal?.addEventListener('abort', () => {
      isCancelled = true;
    });
    await origin.gate(seen, 0);
    request.signal?.throwIfAborted();
    if (origin.refuseWith !== undefined) throw origin.refuseWith;
    const content = origin.files.get(path);
    if (content === undefined) throw failure('studio.no-such-media', 404);
    const headers: Record<string, string> = {
      etag: `"${hash('sha256', content)}"`,
      'content-type': 'video/mp4',
      'last-modified': lastModified,
    };
    if (request.method === 'HEAD')
      return new Response(null, { headers: { ...headers, 'content-length': String(content.length) } });
    const match = /^bytes=(\d+)-(\d+)$/.exec(range ?? '');
    assert.ok(match !== null, 'the appliance asks for ranges');
    const first = Number(match[1]);
    if (first >= content.length) throw failure('studio.bad-range', 416);
    const last = Math.min(Number(match[2]), content.length - 1);
    let position = first;
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          if (position > last) return controller.close();
          try {
            await origin.gate(seen, position - first);
          } catch (error) {
            return controller.error(error);
          }
          const end = Math.min(position + 16_384, last + 1);
          if (!isCancelled) controller.enqueue(new Uint8Array(content.subarray(position, end)));
          position = end;
        },
        cancel() {
          isCancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    headers['content-range'] = `bytes ${first}-${last}/${content.length}`;
    return new Response(body, { status: 206, headers: { ...headers, 'content-length': String(last - first + 1) } });
  }
  return origin;
}

function failure(code: string, status: number): BijouError {
  return new BijouError({ code, status, retry: 'never', sentence: code, details: {} });
}

/** Calls that a test does not expect. */
function unused<Calls extends object>(): Calls {
  return new Proxy({} as Calls, {
    get: (_, name) => () => Promise.reject(new Error(`${String(name)} is not called here`)),
  });
}

export interface FakePlayback {
  readonly client: Client<typeof playbackContract>;
  keys: SigningKey[];
  origins: string[];
  pulls: number;
  isDown: boolean;
}

export function makeKey(id: string, untilMs = systemClock.now() + 3_600_000): SigningKey {
  const secret = generatedBytes(32, id.length).toString('base64url');
  return { id, secret, from: isoTime(0), until: isoTime(untilMs) };
}

export function fakePlayback(): FakePlayback {
  const playback: FakePlayback = {
    keys: [makeKey('k1')],
    origins: [page],
    pulls: 0,
    isDown: false,
    client: {
      calls: {
        play: () => Promise.reject(new Error('play is not called here')),
        keyRing: async () => {
          playback.pulls += 1;
          if (playback.isDown) throw failure('peer.unavailable', 503);
          return { keys: playback.keys, origins: playback.origins };
        },
      },
      bytes: () => Promise.reject(new Error('bytes is not called here')),
    },
  };
  return playback;
}

export const sliceBytes = 64 * 1024;

export interface Rig {
  readonly origin: FakeOrigin;
  readonly playback: FakePlayback;
  readonly appliance: RunningAppliance;
}

export interface RigOptions {
  readonly config?: Partial<ApplianceConfig>;
  readonly deps?: Partial<ApplianceDeps>;
  readonly origin?: FakeOrigin;
  readonly playback?: FakePlayback;
}

/** An appliance on a free port, stopped when the test file is over. */
export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const origin = options.origin ?? fakeOrigin();
  const playback = options.playback ?? fakePlayback();
  const appliance = await start({
    id: 'appliance-1',
    studio: origin.client,
    playback: playback.client,
    host: '127.0.0.1',
    port: 0,
    isPortNamed: false,
    hosts: () => ['127.0.0.1', 'films.test'],
    disk: undefined,
    clock: systemClock,
    random: seededRandom(7),
    logger: silentLogger,
    config: { ...defaultConfig, sliceBytes, ...options.config },
    ...options.deps,
  });
  after(() => appliance.stop());
  return { origin, playback, appliance };
}

export function digest(text: string): string {
  return hash('md5', text, 'base64url');
}

export function signedPath(
  key: SigningKey,
  file = 'media.mp4',
  { of = folder, expires = Math.floor(systemClock.now() / 1000) + 600 } = {},
): string {
  return `${signedPrefix(of, { keyId: key.id, expires, secret: key.secret, digest })}${file}`;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface AskOptions {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
}

/** One request on a connection of its own, sent as it stands. */
export function ask(rig: Rig, path: string, { method = 'GET', headers = {} }: AskOptions = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: rig.appliance.port, path, method, headers, agent: false };
    const request = send(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.on('error', reject);
    request.end();
  });
}

/** Waits, turn by turn of the event loop, until it holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

/** The key of a fake playback that signs. */
export function firstKey(rig: Rig): SigningKey {
  const [key] = rig.playback.keys;
  assert.ok(key !== undefined);
  return key;
}

test('the origin of these tests serves the range that is asked for', async () => {
  const origin = fakeOrigin();
  origin.files.set(`${folder}/media.mp4`, generatedBytes(50_000));
  const params = { title, version: 'v1', rendition: '720p', file: 'media.mp4' };
  const answer = await origin.client.bytes('origin', { method: 'GET', params, headers: { range: 'bytes=10-40009' } });
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), generatedBytes(50_000).subarray(10, 40_010));
});
