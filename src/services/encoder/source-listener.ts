import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Client, studioContract } from '../../contracts/index.ts';
import { chooseRange, type Logger, parseRange } from '../../host/index.ts';
import { type Clock, type Random, toHex } from '../../kit/index.ts';
import { pumpSource, type SourceOptions, sourceSize } from './source-pump.ts';

export interface SourceListenerOptions {
  readonly studio: Client<typeof studioContract>;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** A source as one job's ffmpeg reads it. */
export interface OpenSource {
  /** On this machine alone, unguessable, and gone when the job ends. */
  readonly address: string;
  /** Why the source could not be read whole, if so: then nothing that ffmpeg says of it counts. */
  trouble(): Error | undefined;
  /** Bytes that ffmpeg has taken so far. */
  taken(): number;
  /** True while ffmpeg waits for the studio's bytes: then it is not ffmpeg that makes no headway. */
  isAwaited(): boolean;
  close(): void;
}

/** Serves sources to ffmpeg by range, straight from the studio. */
export interface SourceListener {
  open(source: string, signal: AbortSignal): OpenSource;
  close(): Promise<void>;
}

interface Entry {
  readonly options: SourceOptions;
  readonly signal: AbortSignal;
  size: Promise<number> | undefined;
  trouble: Error | undefined;
  taken: number;
  /** Requests that wait for bytes of the studio. */
  awaited: number;
}

export async function openSourceListener(options: SourceListenerOptions): Promise<SourceListener> {
  const entries = new Map<string, Entry>();
  const server = createServer((request, response) => {
    const entry = entries.get(request.url ?? '');
    if (entry === undefined) {
      response.writeHead(404).end();
      return;
    }
    serve(entry, { request, response }).catch((error: unknown) => {
      if (!entry.signal.aborted && !response.writableFinished) options.logger.debug('a source was not sent', { error });
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    open(source, signal) {
      const path = `/${toHex(options.random.bytes(16))}/source`;
      const { studio, clock, random } = options;
      const fresh = { size: undefined, trouble: undefined, taken: 0, awaited: 0 };
      const entry: Entry = { options: { studio, source, clock, random }, signal, ...fresh };
      entries.set(path, entry);
      return {
        address: `http://127.0.0.1:${port}${path}`,
        trouble: () => entry.trouble,
        taken: () => entry.taken,
        isAwaited: () => entry.awaited > 0,
        close: () => void entries.delete(path),
      };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(
  entry: Entry,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  // ffmpeg seeks by hanging up and asking anew: what is under way upstream ends with the connection.
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const signal = AbortSignal.any([entry.signal, gone.signal]);
  entry.awaited += 1;
  try {
    entry.size ??= sourceSize(entry.options, entry.signal);
    const size = await entry.size;
    const range = chooseRange(parseRange(request.headers.range), size);
    if (range === 'unsatisfiable') {
      response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
      return;
    }
    const { first, last } = range === 'whole' ? { first: 0, last: size - 1 } : range;
    response.writeHead(range === 'whole' ? 200 : 206, {
      'accept-ranges': 'bytes',
      'content-length': last - first + 1,
      ...(range === 'whole' ? {} : { 'content-range': `bytes ${first}-${last}/${size}` }),
    });
    if (request.method !== 'HEAD') {
      await pumpSource(entry.options, { first, last }, { signal, write: (bytes) => hand(entry, response, bytes) });
    }
    response.end();
  } catch (error) {
    if (!signal.aborted) entry.trouble = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    entry.awaited -= 1;
  }
}

async function hand(entry: Entry, response: ServerResponse, bytes: Uint8Array): Promise<void> {
  entry.awaited -= 1;
  try {
    await write(response, bytes);
    entry.taken += bytes.length;
  } finally {
    entry.awaited += 1;
  }
}

/** Resolves once they have left: their memory is filled anew then. */
async function write(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  if (response.destroyed) return;
  await new Promise<void>((resolve) => {
    function left(): void {
      response.off('close', left);
      resolve();
    }
    response.once('close', left);
    response.write(bytes, left);
  });
}
