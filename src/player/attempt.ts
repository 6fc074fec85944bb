import type { Clock } from '../kit/index.ts';
import type { Arrivals } from './arrivals.ts';
import type { MediaAnswer, MediaRequest } from './media-request.ts';

/** A server does not accept the signature, or no longer, or the version has gone: fresh addresses may help. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`Refused with ${status}`);
    this.status = status;
  }
}

const refusals: ReadonlySet<number> = new Set([401, 403, 404, 410]);

/** An attempt is given up when no header, or no further byte, arrives for this long. */
const patienceMs = 8_000;
/** How often progress is reported, as Shaka's own plug-in does: early enough to notice a network that slows down. */
const reportEveryMs = 100;

interface AttemptDeps {
  readonly request: MediaRequest;
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  /** Told of what arrives, as it does. */
  readonly arrivals: Arrivals | undefined;
}

/** Fetches from one address, once. Throws Refusal, or an Error for anything else that went wrong. */
export async function attempt(address: string, { request, clock, fetch, arrivals }: AttemptDeps): Promise<MediaAnswer> {
  const given = new AbortController();
  const signal = AbortSignal.any([request.signal, given.signal]);
  const patience = patient(clock, () => given.abort(new Error(`Nothing for ${patienceMs} ms`)));
  const begun = clock.monotonic();
  try {
    const response = await fetch(address, { headers: request.headers, signal, credentials: 'omit' });
    if (refusals.has(response.status)) throw new Refusal(response.status);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    const arrival = arrivals?.begin({ address, begun, expected: lengthOf(response) });
    const report = progressReport(lengthOf(response), { clock, begun }, (ms, bytes, remaining) => {
      request.onProgress?.(ms, bytes, remaining);
      arrival?.add({ now: clock.monotonic(), ms, bytes });
    });
    const data = await readAll(response, (bytes) => {
      patience.renew();
      report(bytes);
    });
    arrival?.end();
    const ms = clock.monotonic() - begun;
    return { address, status: response.status, headers: Object.fromEntries(response.headers), data, ms };
  } finally {
    patience.end();
    given.abort();
  }
}

/** Calls `onEnd` when it has not been renewed for `patienceMs`. */
function patient(clock: Clock, onEnd: () => void): { renew(): void; end(): void } {
  let timer = begin();
  function begin(): AbortController {
    const controller = new AbortController();
    clock.sleep(patienceMs, controller.signal).then(onEnd, () => undefined);
    return controller;
  }
  return {
    renew() {
      timer.abort();
      timer = begin();
    },
    end: () => timer.abort(),
  };
}

function lengthOf(response: Response): number {
  return Number(response.headers.get('content-length') ?? 0);
}

/** Adds up what arrives, and tells of it now and then. */
function progressReport(
  expected: number,
  { clock, begun }: { readonly clock: Clock; readonly begun: number },
  tell: (ms: number, bytes: number, remaining: number) => void,
): (bytes: number) => void {
  let total = 0;
  let last = { at: begun, total: 0 };
  return (bytes) => {
    total += bytes;
    const now = clock.monotonic();
    if (now - last.at < reportEveryMs && total < expected) return;
    tell(now - last.at, total - last.total, Math.max(0, expected - total));
    last = { at: now, total };
  };
}

async function readAll(response: Response, onBytes: (count: number) => void): Promise<ArrayBuffer> {
  if (response.body === null) return response.arrayBuffer();
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    length += next.value.length;
    onBytes(next.value.length);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole.buffer;
}
