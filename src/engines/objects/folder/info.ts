import type { BigIntStats } from 'node:fs';
import type { ObjectInfo } from '../index.ts';

/**
 * The etag names the file's inode, size and time: it stays over restarts, and changes with every put, because
 * each put is a new file whose time this process never gives twice (stamp.ts).
 */
export function infoOf(key: string, stats: BigIntStats): ObjectInfo {
  return {
    key,
    bytes: Number(stats.size),
    etag: etagOf(stats),
    modifiedAt: Number(stats.mtimeNs / 1_000_000n),
  };
}

export function etagOf({ ino, size, mtimeNs }: BigIntStats): string {
  return `${ino.toString(36)}-${size.toString(36)}-${mtimeNs.toString(36)}`;
}
