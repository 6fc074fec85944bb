import { z } from 'zod';
import type { Cache } from '../index.ts';

/** What another region is told of a write: that a key is not what it was, and, where asked for, what it is now. */
export const regionRecord = z.strictObject({
  region: z.string().min(1),
  key: z.string().min(1),
  /** Base64. Not there where it is enough to forget. */
  value: z.string().optional(),
  ttlSeconds: z.int().positive().optional(),
});

export type RegionRecord = z.output<typeof regionRecord>;

/** What a cache tells of each write, once it is over. */
export interface Regions {
  tell(write: {
    readonly key: string;
    readonly value?: Uint8Array;
    readonly lifetime?: { readonly ttlSeconds: number };
  }): void;
}

export interface RegionsOptions {
  /** The own one. */
  readonly region: string;
  /**
   * `forget` is always right: there the next reader makes the value anew. `copy` spares the work, and two regions that
   * write one key at a time may each keep the other's value.
   */
  readonly sends: 'forget' | 'copy';
  /** Appends a record to a topic that the other regions follow, by key. Its failures are its own to tell. */
  readonly publish: (record: RegionRecord) => void;
}

export function tellRegions({ region, sends, publish }: RegionsOptions): Regions {
  return {
    tell({ key, value, lifetime }) {
      const copied = sends === 'copy' && value !== undefined && lifetime !== undefined;
      publish({
        region,
        key,
        ...(copied && { value: Buffer.from(value).toString('base64'), ttlSeconds: lifetime.ttlSeconds }),
      });
    },
  };
}

/**
 * Does here what was written in another region. `cache` is one that tells no region, or two would tell each other for
 * ever. False where it could not be done everywhere: the record is to be applied again.
 */
export async function applyRemote(
  record: RegionRecord,
  { region, cache }: { readonly region: string; readonly cache: Cache },
): Promise<boolean> {
  if (record.region === region) return true;
  const { key, value, ttlSeconds } = record;
  if (value === undefined || ttlSeconds === undefined) return cache.delete(key);
  return cache.set(key, Buffer.from(value, 'base64'), { ttlSeconds });
}
