import { createHash } from 'node:crypto';
import {
  type ByteRequest,
  type Client,
  type InputOf,
  type Job,
  type JobOutput,
  type JobTask,
  job as jobSchema,
  studioContract,
  wireErrors,
} from '../../../contracts/index.ts';
import { condition, errorCatalogue } from '../../../kit/index.ts';

type Ended = { readonly how: 'complete' | 'fail' | 'release'; readonly input: Record<string, unknown> };

const errors = errorCatalogue({
  'studio.lease-lost': { status: 409, retry: 'never', sentence: 'The lease is over.' },
  'studio.no-such-source': { status: 404, retry: 'never', sentence: 'There is no such source.' },
});

/** The studio's side of the encoder's calls, in memory, with the faults that a real one may have. */
export interface FakeStudio {
  readonly client: Client<typeof studioContract>;
  addSource(bytes: Uint8Array): string;
  addJob(task: JobTask, source: string, options?: { readonly leaseMs?: number }): string;
  /** How a job ended, once it has. */
  ended(id: string): Promise<Ended>;
  /** Bytes that a job handed in under a name. */
  output(id: string, name: string): Uint8Array | undefined;
  leased(id: string): Promise<void>;
  lose(id: string): void;
  cancel(id: string): void;
  /** Nothing is reached until the answer is called. */
  goAway(): () => void;
  /** Every source answer breaks off after so many bytes. */
  breakSourcesAfter(bytes: number): void;
  readonly renewals: () => number;
  readonly sourceRequests: () => number;
  readonly openSources: () => number;
}

interface Row {
  readonly id: string;
  readonly task: JobTask;
  readonly source: string;
  readonly leaseMs: number;
  lease: string | undefined;
  isCancelled: boolean;
  ended: Ended | undefined;
  readonly outputs: Map<string, Uint8Array>;
}

export function fakeStudio(): FakeStudio {
  const sources = new Map<string, Uint8Array>();
  const rows: Row[] = [];
  let isAway = false;
  let breakAfter = Number.POSITIVE_INFINITY;
  let renewals = 0;
  let sourceRequests = 0;
  let openSources = 0;
  const change = condition();

  async function until<T>(find: () => T | undefined): Promise<T> {
    let found: T | undefined;
    await change.until(() => {
      found = find();
      return found !== undefined;
    });
    return found as T;
  }

  function rowOf(id: string): Row {
    const row = rows.find((candidate) => candidate.id === id);
    if (row === undefined) throw new Error(`no job ${id}`);
    return row;
  }

  function held(input: { readonly job: string; readonly lease: string }): Row {
    const row = rowOf(input.job);
    if (row.lease !== input.lease) throw errors.error('studio.lease-lost');
    return row;
  }

  function reach(signal?: AbortSignal): void {
    signal?.throwIfAborted();
    if (isAway) throw wireErrors.error('peer.unavailable', { service: 'studio' });
  }

  function end(how: Ended['how'], input: { readonly job: string; readonly lease: string }): Record<string, never> {
    const row = held(input);
    row.ended = { how, input: { ...input } };
    row.lease = undefined;
    change.notify();
    return {};
  }

  /** Parses what goes in and out, as the wire does. */
  function call<Name extends keyof typeof studioContract.calls>(
    name: Name,
    answer: (input: never, signal?: AbortSignal) => unknown,
  ) {
    const { input: inputSchema, output } = studioContract.calls[name];
    return async (input: InputOf<(typeof studioContract.calls)[Name]>, options?: { readonly signal?: AbortSignal }) => {
      await Promise.resolve();
      reach(options?.signal);
      const parsed = inputSchema.parse(JSON.parse(JSON.stringify(input)));
      const answered = await answer(parsed as never, options?.signal);
      reach(options?.signal);
      return output.parse(JSON.parse(JSON.stringify(answered)));
    };
  }

  async function claim(input: { readonly waitMs: number }, signal?: AbortSignal): Promise<{ job?: Job }> {
    const find = () => rows.find((row) => row.lease === undefined && row.ended === undefined);
    let row = find();
    while (row === undefined && input.waitMs > 0 && signal?.aborted !== true && !isAway) {
      await change.until(() => find() !== undefined || isAway, signal).catch(() => undefined);
      row = find();
    }
    if (row === undefined || signal?.aborted === true) return {};
    row.lease = crypto.randomUUID();
    change.notify();
    const { id, lease, leaseMs, source, task } = row;
    return { job: jobSchema.parse({ id, lease, leaseMs, title: crypto.randomUUID(), source, attempt: 1, task }) };
  }

  function sourceAnswer(method: string, hash: string, range: string | undefined): Response {
    sourceRequests += 1;
    const bytes = sources.get(hash);
    if (bytes === undefined) throw errors.error('studio.no-such-source');
    const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(range ?? 'bytes=0-') ?? [];
    const first = Number(from);
    const last = to === '' ? bytes.length - 1 : Number(to);
    const headers = {
      'content-length': String(last - first + 1),
      'content-range': `bytes ${first}-${last}/${bytes.length}`,
    };
    if (method === 'HEAD') return new Response(null, { headers: { 'content-length': String(bytes.length) } });
    openSources += 1;
    let at = first;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const next = Math.min(last + 1, at + 16_384);
        if (isAway || next - first > breakAfter) {
          openSources -= 1;
          controller.error(new TypeError('terminated'));
          return;
        }
        controller.enqueue(bytes.slice(at, next));
        at = next;
        if (at > last) {
          openSources -= 1;
          controller.close();
        }
      },
      cancel() {
        openSources -= 1;
      },
    });
    return new Response(body, { status: 206, headers });
  }

  async function store(
    id: string,
    name: string,
    stored: { readonly lease: string; readonly body: ByteRequest['body'] },
  ) {
    const row = held({ job: id, lease: stored.lease });
    const bytes = new Uint8Array(await new Response(stored.body ?? null).arrayBuffer());
    reach();
    held({ job: id, lease: stored.lease });
    row.outputs.set(name, bytes);
    const answer: JobOutput = { name, hash: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
    return Response.json(answer);
  }

  const calls = {
    claim: call('claim', claim),
    renew: call('renew', (input: { readonly job: string; readonly lease: string }) => {
      const row = held(input);
      renewals += 1;
      change.notify();
      return { cancelled: row.isCancelled };
    }),
    complete: call('complete', (input: { readonly job: string; readonly lease: string }) => end('complete', input)),
    fail: call('fail', (input: { readonly job: string; readonly lease: string }) => end('fail', input)),
    release: call('release', (input: { readonly job: string; readonly lease: string }) => end('release', input)),
  };

  return {
    client: {
      calls: calls as unknown as Client<typeof studioContract>['calls'],
      async bytes(route, request) {
        reach(request.signal);
        const { params = {}, query = {} } = request;
        if (route === 'source') return sourceAnswer(request.method, params.source ?? '', request.headers?.range);
        return store(params.job ?? '', params.name ?? '', { lease: query.lease ?? '', body: request.body });
      },
    },
    addSource(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex');
      sources.set(hash, bytes);
      return hash;
    },
    addJob(task, source, { leaseMs = 60_000 } = {}) {
      const id = crypto.randomUUID();
      rows.push({
        id,
        task,
        source,
        leaseMs,
        lease: undefined,
        isCancelled: false,
        ended: undefined,
        outputs: new Map(),
      });
      change.notify();
      return id;
    },
    ended: (id) => until(() => rowOf(id).ended),
    output: (id, name) => rowOf(id).outputs.get(name),
    leased: (id) => until(() => (rowOf(id).lease === undefined ? undefined : true)).then(() => undefined),
    lose(id) {
      rowOf(id).lease = 'of another encoder';
    },
    cancel(id) {
      rowOf(id).isCancelled = true;
    },
    goAway() {
      isAway = true;
      change.notify();
      return () => {
        isAway = false;
      };
    },
    breakSourcesAfter(bytes) {
      breakAfter = bytes;
    },
    renewals: () => renewals,
    sourceRequests: () => sourceRequests,
    openSources: () => openSources,
  };
}
