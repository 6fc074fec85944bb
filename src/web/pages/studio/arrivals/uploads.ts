import { Upload as TusUpload } from 'tus-js-client';
import { sendsLessAtOnce, uploadError, uploadGoesOn } from '../../../../contracts/browser/index.ts';
import { systemClock } from '../../../../kit/index.ts';
import { owner } from '../../../api/owner.ts';
import { uploadAddress } from '../../../api/studio.ts';
import { dataOf } from '../../../data/error.ts';
import { nameOfFile } from '../file-name.ts';
import { deliver } from './deliver.ts';
import { type Arrival, changed, isOver, isUnderWay, mayBegin, type SidecarArrival, sidecarChanged } from './queue.ts';
import type { Arriving } from './sidecars.ts';

/** Waits between attempts, ms. After the last it is tried again when there is a network, or at this pace. */
const retryDelays = [500, 1_000, 2_000, 4_000, 8_000, 15_000];
const patientMs = 15_000;
/** An arrival that is over is shown for this long. */
const farewellMs = 4_000;

/** Films on their way. They belong to the app and not to a page: walking about in the house does not stop them. */
export interface Uploads {
  readonly list: readonly Arrival[];
  add(films: readonly Arriving[]): void;
  /** Stops one for good and forgets what was sent of it. */
  stop(id: number): void;
  again(id: number): void;
  subscribe(listener: () => void): () => void;
}

interface Held {
  readonly film: Arriving;
  tus?: TusUpload;
  readonly end: AbortController;
}

export const uploads: Uploads = openUploads();

function openUploads(): Uploads {
  let list: readonly Arrival[] = [];
  const held = new Map<number, Held>();
  const listeners = new Set<() => void>();
  let next = 1;

  function set(news: readonly Arrival[]): void {
    list = news;
    for (const listener of listeners) listener();
  }

  function change(id: number, news: Partial<Arrival>): void {
    set(changed(list, id, news));
  }

  function begin(): void {
    for (const id of mayBegin(list)) {
      change(id, { state: 'sending', why: undefined });
      void send(id).catch((thrown) => change(id, { state: 'wrong', why: dataOf(thrown).sentence }));
    }
  }

  async function send(id: number): Promise<void> {
    const entry = held.get(id);
    if (entry === undefined) return;
    const { film, replaces } = entry.film;
    const tus = new TusUpload(film, {
      endpoint: uploadAddress,
      metadata: {
        ...{ filename: film.name, name: nameOfFile(film.name) },
        ...(replaces === undefined ? {} : { replaces }),
      },
      retryDelays,
      removeFingerprintOnSuccess: true,
      onBeforeRequest(request) {
        const token = owner.token();
        if (token !== undefined) request.setHeader('Authorization', `Bearer ${token}`);
      },
      onShouldRetry(error, _attempt, options) {
        if (sendsLessAtOnce(error, options)) return true;
        const again = uploadGoesOn(error);
        if (again) change(id, { state: 'held' });
        return again;
      },
      onProgress: (sent) => change(id, { sent, state: 'sending' }),
      onError(error) {
        if (!uploadGoesOn(error)) {
          change(id, { state: 'wrong', why: uploadError(error).message });
          begin();
          return;
        }
        change(id, { state: 'held' });
        void online(entry.end.signal).then(
          () => tus.start(),
          () => undefined,
        );
      },
      onSuccess: ({ lastResponse }) => {
        const title = lastResponse.getHeader('Bijou-Title');
        const already = lastResponse.getHeader('Bijou-Already') === 'true';
        change(id, { state: 'arrived', sent: film.size, title, already });
        begin();
        void settle(id, title);
      },
    });
    entry.tus = tus;
    const [earlier] = await tus.findPreviousUploads();
    if (entry.end.signal.aborted) return;
    if (earlier !== undefined) tus.resumeFromPreviousUpload(earlier);
    tus.start();
  }

  /** Brings what lay beside it, then takes the arrival from the list. */
  async function settle(id: number, title: string | undefined): Promise<void> {
    const entry = held.get(id);
    if (entry === undefined) return;
    for (const [index, sidecar] of entry.film.sidecars.entries()) {
      if (title === undefined) break;
      try {
        await deliver(title, sidecar, entry.end.signal);
        set(sidecarChanged(list, id, { index, state: 'arrived' }));
      } catch (thrown) {
        set(sidecarChanged(list, id, { index, state: 'wrong', why: dataOf(thrown).sentence }));
      }
    }
    await systemClock.sleep(farewellMs);
    if (list.some((one) => one.id === id && isOver(one))) forget(id);
  }

  function forget(id: number): void {
    held.delete(id);
    set(list.filter((one) => one.id !== id));
  }

  addEventListener('beforeunload', (event) => {
    if (list.some(isUnderWay)) event.preventDefault();
  });

  return {
    get list() {
      return list;
    },
    add(films) {
      const fresh = films.map((film) => {
        const id = next++;
        held.set(id, { film, end: new AbortController() });
        const sidecars: SidecarArrival[] = film.sidecars.map(({ kind, file }) => ({
          kind,
          name: file.name,
          state: 'waiting',
        }));
        return {
          id,
          name: nameOfFile(film.film.name),
          size: film.film.size,
          sent: 0,
          state: 'queued',
          sidecars,
        } as const;
      });
      set([...list, ...fresh]);
      begin();
    },
    stop(id) {
      const entry = held.get(id);
      const arrived = list.some((one) => one.id === id && one.state === 'arrived');
      entry?.end.abort(new Error('Stopped'));
      if (!arrived) void entry?.tus?.abort(true).catch(() => undefined);
      forget(id);
      begin();
    },
    again(id) {
      change(id, { state: 'queued', why: undefined });
      begin();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Resolves when it is worth another try. */
async function online(signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const back = new Promise<void>((resolve) => {
    addEventListener('online', () => resolve(), { signal: over.signal, once: true });
  });
  try {
    await Promise.race([back, systemClock.sleep(patientMs, signal)]);
  } finally {
    over.abort();
  }
  signal.throwIfAborted();
}
