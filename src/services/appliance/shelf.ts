import type { Logger } from '../../host/index.ts';
import { type Clock, hasCode, type Random, sieve, unlessAborted } from '../../kit/index.ts';
import type { ApplianceConfig } from './config.ts';
import type { Disk } from './disk.ts';
import { type Flight, startFlight } from './flight.ts';
import type { FileFacts, Origin } from './origin.ts';

import { turns } from './turns.ts';

/** A published file as this appliance knows it. */
export interface MediaFile extends FileFacts {
  /** `{title}/{version}/{rendition}/{file}`. */
  readonly path: string;
  /** Names its bytes in the cache. */
  readonly content: string;
  /** When the origin last vouched for it, on the monotonic clock. */
  confirmedAt: number;
  isChecking: boolean;
  /** Where the latest answers ended: who goes on there reads in order. */
  readonly ends: number[];
}

export interface Described {
  readonly file: MediaFile;
  /** To be called once the caller has joined the slices it wants. */
  release(): void;
}

/** Files in slices: from memory, from disk, or from the origin, one fetch a slice however many ask. */
export interface Shelf {
  readonly memoryBytes: number;
  readonly diskBytes: number;
  readonly originFetches: number;
  readonly bytesFetched: number;
  /** The file, where it is known already. */
  known(path: string): MediaFile | undefined;
  /** The file, asked for at the origin; by way of the slice with the byte `near`, where that is given. */
  describe(path: string, near: number | undefined, signal: AbortSignal): Promise<Described>;
  /** The whole slice, where it lies in memory. */
  peek(file: MediaFile, index: number): Buffer | undefined;
  /** Joins the flight that brings a slice, or starts one. The caller leaves it. */
  join(file: MediaFile, index: number): Flight;
  /** Starts to fetch a slice that will be wanted soon, where it is not here and the origin is not busy. */
  ahead(file: MediaFile, index: number): Flight | undefined;
  close(): Promise<void>;
}

export interface ShelfOptions {
  readonly origin: Origin;
  readonly disk: Disk | undefined;
  readonly config: ApplianceConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

const maxKnownFiles = 10_000;
/** Pause before the origin is asked again, after it could not say whether a file is still there. */
const recheckMs = 5_000;

interface Asking {
  readonly facts: Promise<FileFacts>;
  join(): void;
  leave(): void;
}

export function openShelf({ origin, disk, config, clock, random, logger }: ShelfOptions): Shelf {
  const files = sieve<MediaFile>({ budget: maxKnownFiles });
  const memory = sieve<Buffer>({ budget: config.memoryBytes });
  const flights = new Map<string, Flight>();
  const asking = new Map<string, Asking>();
  const fetches = turns(config.maxFetches);
  const closing = new AbortController();
  let originFetches = 0;
  let bytesFetched = 0;

  function sliceKey(file: MediaFile, index: number): string {
    return `${file.content}#${index}`;
  }

  function learn(path: string, facts: FileFacts): MediaFile {
    const old = files.get(path);
    if (old !== undefined && old.etag === facts.etag) {
      old.confirmedAt = clock.monotonic();
      return old;
    }
    if (old !== undefined) forget(path);
    const content = contentOf(path, facts);
    const file = { ...facts, path, content, confirmedAt: clock.monotonic(), isChecking: false, ends: [] };
    files.set(path, file, 1);
    return file;
  }

  /** Drops the file, and its bytes unless another version has the same. */
  function forget(path: string): void {
    const file = files.get(path);
    if (file === undefined) return;
    files.delete(path);
    // Those who follow these flights keep them; nobody joins them any more.
    for (const [key, flight] of flights) if (flight.path === path) flights.delete(key);
    for (const other of files.values()) if (other.content === file.content) return;
    for (let index = 0; index * config.sliceBytes < file.size; index += 1) {
      memory.delete(sliceKey(file, index));
      disk?.drop(sliceKey(file, index));
    }
  }

  function launch(path: string, index: number, file: MediaFile | undefined): Flight {
    const key = `${path}#${index}`;
    const flight = startFlight({
      path,
      index,
      sliceBytes: config.sliceBytes,
      facts: file,
      origin,
      clock,
      random,
      stallMs: config.stallMs,
      turn: fetches.run,
      kept: async () => (file === undefined ? undefined : disk?.read(sliceKey(file, index))),
      onFetch: () => {
        originFetches += 1;
      },
      onBytes: (count) => {
        bytesFetched += count;
      },
      onEnd: (ended, failure) => {
        if (flights.get(key) === ended) flights.delete(key);
        if (failure === undefined) store(ended);
        else if (hasCode(failure, 'appliance.no-such-media') || hasCode(failure, 'appliance.changed')) forget(path);
        else logger.debug('A slice could not be fetched', { path, index, error: failure });
      },
    });
    if (file === undefined) flight.facts.then((facts) => learn(path, facts)).catch(() => undefined);
    flights.set(key, flight);
    return flight;
  }

  function store(flight: Flight): void {
    const file = files.get(flight.path);
    if (file === undefined || file.etag !== flight.etag) return;
    const key = sliceKey(file, flight.index);
    memory.set(key, flight.bytes, flight.bytes.length);
    disk?.keep(key, flight.bytes);
  }

  /** The one question about a file that is not known, whoever asks. */
  function ask(path: string, near: number | undefined): Asking {
    // With a disk the slice may be here already; then its bytes are not to be fetched to learn the file's facts.
    const flight = near === undefined || disk !== undefined ? undefined : join(path, near, undefined);
    const facts = flight === undefined ? origin.head(path, closing.signal) : flight.facts;
    const asked: Asking = {
      facts: facts.catch((error) => {
        // The file ends before that byte: only now is it worth a question of its own.
        if (flight === undefined || !hasCode(error, 'appliance.bad-range')) throw error;
        return origin.head(path, closing.signal);
      }),
      join: () => flight?.join(),
      leave: () => flight?.leave(),
    };
    asking.set(path, asked);
    const settled = (): void => void asking.delete(path);
    asked.facts.then(settled, settled);
    return asked;
  }

  function join(path: string, near: number, file: MediaFile | undefined): Flight {
    const index = Math.floor(near / config.sliceBytes);
    const flight = flights.get(`${path}#${index}`);
    if (flight === undefined) return launch(path, index, file);
    flight.join();
    return flight;
  }

  async function check(file: MediaFile): Promise<void> {
    file.isChecking = true;
    try {
      learn(file.path, await origin.head(file.path, closing.signal));
    } catch (error) {
      if (hasCode(error, 'appliance.no-such-media')) forget(file.path);
      else file.confirmedAt = clock.monotonic() - config.revalidateMs + recheckMs;
    } finally {
      file.isChecking = false;
    }
  }

  return {
    get memoryBytes() {
      return memory.bytes;
    },
    get diskBytes() {
      return disk?.bytes ?? 0;
    },
    get originFetches() {
      return originFetches;
    },
    get bytesFetched() {
      return bytesFetched;
    },
    known(path) {
      const file = files.get(path);
      if (file === undefined) return undefined;
      if (!file.isChecking && clock.monotonic() - file.confirmedAt > config.revalidateMs) void check(file);
      return file;
    },
    async describe(path, near, signal) {
      const earlier = asking.get(path);
      earlier?.join();
      const asked = earlier ?? ask(path, near);
      let isHeld = true;
      function release(): void {
        if (isHeld) asked.leave();
        isHeld = false;
      }
      try {
        const facts = await unlessAborted(asked.facts, signal);
        return { file: learn(path, facts), release };
      } catch (error) {
        release();
        throw error;
      }
    },
    peek: (file, index) => memory.get(sliceKey(file, index)),
    join: (file, index) => join(file.path, index * config.sliceBytes, file),
    ahead(file, index) {
      if (index * config.sliceBytes >= file.size || !fetches.free) return undefined;
      if (memory.has(sliceKey(file, index)) || flights.has(`${file.path}#${index}`)) return undefined;
      return launch(file.path, index, file);
    },
    async close() {
      closing.abort();
      for (const flight of [...flights.values()]) flight.abandon();
      await disk?.close();
    },
  };
}

/**
 * A content hash as ETag names the bytes themselves, so the versions of a title share the renditions that they have
 * in common. Any other ETag says something only beside its path.
 */
function contentOf(path: string, facts: FileFacts): string {
  return /^"[0-9a-f]{64}"$/.test(facts.etag) ? facts.etag : `${path} ${facts.etag}`;
}
