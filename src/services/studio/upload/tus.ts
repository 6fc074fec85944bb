import { createHash } from 'node:crypto';
import { type Lock, Server } from '@tus/server';
import { BijouError, onAbort } from '../../../kit/index.ts';
import { studioErrors } from '../errors.ts';
import type { HeldLock, Locks } from '../locks.ts';
import { checkReplacement } from '../replace/replace-source.ts';
import type { Studio } from '../studio.ts';
import { type FinishedUpload, finishUpload } from './finish-upload.ts';
import type { RunningHashes } from './running-hashes.ts';
import { TusStore } from './tus-store.ts';

export interface TusRequest {
  readonly token: string | undefined;
  readonly signal: AbortSignal;
}

/** Where the tus protocol is spoken: `studioContract.routes.upload`. */
export type TusRoute = (request: Request, context: TusRequest) => Promise<Response>;

const path = '/api/studio/uploads';
/** What S3 holds in one object. Parts grow with an upload (`partBytes`), so that their number is no bound. */
const mostBytes = 5 * 2 ** 40;
/** How long a new request waits for the one before it, which may hang on a dead connection. */
const lockWaitMs = 15_000;
const drainMs = 500;
/** How long a client that asks for a whole upload's title waits; policies give byte routes half a minute. */
const finishWaitMs = 8_000;

/**
 * tus 1.0 with creation, creation-with-upload and termination. A finished upload answers with
 * `Bijou-Title`, and `Bijou-Already: true` where the same file had come before.
 */
export function tusRoute(
  studio: Studio,
  { locks, hashes }: { readonly locks: Locks; readonly hashes: RunningHashes },
): TusRoute {
  const thrown = new WeakMap<object, unknown>();
  const tokens = new WeakMap<object, string>();
  const finish = (id: string) => finishUpload(studio, id, { locks, hashes, signal: studio.stopping });
  const server = new Server({
    path,
    relativeLocation: true,
    datastore: new TusStore(studio, hashes),
    locker: { newLock: (id) => tusLock(locks, { id, stopping: studio.stopping }) },
    lockDrainTimeout: drainMs,
    maxSize: mostBytes,
    disableTerminationForFinishedUploads: true,
    allowedOrigins: () => false,
    exposedHeaders: ['Bijou-Title', 'Bijou-Already'],
    namingFunction: (request) => idOf(tokens.get(request), studio.makeId),
    async onUploadCreate(_, upload) {
      const name = upload.metadata?.filename ?? 'The upload';
      if (upload.size === 0) throw studioErrors.error('studio.empty-file', { path: name });
      const replaces = upload.metadata?.replaces;
      if (replaces) await checkReplacement(studio.sql.db, { id: replaces });
      return {};
    },
    async onUploadFinish(_, { id }) {
      return { headers: headersOf(await finish(id)) };
    },
    onResponseError(request, error) {
      thrown.set(request, error);
      return undefined;
    },
  });

  async function answer(request: Request): Promise<Response> {
    const response = await server.handleWeb(request);
    const error = thrown.get(request);
    if (error instanceof BijouError) throw error;
    return response;
  }

  /** Where everything has arrived, its title, unless that takes long: a film is joined and hashed first. */
  async function tellOffset(request: Request, id: string): Promise<Response> {
    const response = await answer(request);
    if (!response.ok) return response;
    const whole = response.headers.get('upload-length') === response.headers.get('upload-offset');
    if (!whole) return response;
    const enough = new AbortController();
    const tooLong = studio.clock.sleep(finishWaitMs, enough.signal).then(() => {
      throw studioErrors.error('studio.busy', { name: `upload ${id}` });
    });
    try {
      const headers = headersOf(await Promise.race([finish(id), tooLong]));
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    } finally {
      tooLong.catch(() => undefined);
      enough.abort();
    }
    return response;
  }

  return async (request, { token }) => {
    const id = new URL(request.url).pathname.slice(path.length).replace(/^\//, '');
    if (id !== '' && !/^[0-9a-f-]{32,36}$/.test(id)) throw studioErrors.error('studio.upload-unknown', { id });
    if (token !== undefined) tokens.set(request, token);
    if (request.method !== 'HEAD') return answer(request);
    try {
      const response = await tellOffset(request, id);
      if (isFinal(response.status)) return response;
      throw new TypeError(`An upload's offset could not be told: status ${response.status}`);
    } catch (error) {
      // tus-js-client begins a new upload after any answer to HEAD but 2xx and 423; what will pass must be 423.
      if (error instanceof BijouError && isFinal(error.status)) throw error;
      throw studioErrors.error('studio.busy', { name: `upload ${id}` }, error);
    }
  };
}

function headersOf({ title, already }: FinishedUpload): Record<string, string> {
  return { 'Bijou-Title': title, ...(already ? { 'Bijou-Already': 'true' } : {}) };
}

function isFinal(status: number): boolean {
  return status < 300 || [403, 404, 410, 412].includes(status);
}

/** The same token names the same upload, so that a creation whose answer was lost makes no second one. */
function idOf(token: string | undefined, makeId: () => string): string {
  if (token === undefined) return makeId();
  return createHash('sha256').update(`upload ${token}`).digest('hex').slice(0, 32);
}

/** Whoever holds it lets go when somebody else wants it, and when studio stops: what has arrived is then stored. */
function tusLock(locks: Locks, { id, stopping }: { readonly id: string; readonly stopping: AbortSignal }): Lock {
  let held: HeldLock | undefined;
  let stopListening = (): void => undefined;
  return {
    async lock(signal, letGo) {
      const wish = { waitMs: lockWaitMs, signal: AbortSignal.any([signal, stopping]), letGo: () => void letGo() };
      held = await locks.acquire(`upload:${id}`, wish);
      stopListening = onAbort(stopping, wish.letGo);
    },
    async unlock() {
      stopListening();
      await held?.release();
    },
  };
}
