import { hash } from 'node:crypto';
import type { Address } from '../../connection/index.ts';

/** Of each server on the ring; each MD5 gives four. */
const pointsPerServer = 160;
const pointsPerHash = 4;
const usualPort = 11_211;

/** Which of the servers keeps a key: its place among them. */
export type Ring = (key: string) => number;

/**
 * Ketama, as libmemcached and EVCache share out keys: of `n` servers, one that comes or goes moves an n-th of them.
 * Every server weighs the same.
 */
export function ketama(servers: readonly Address[]): Ring {
  if (servers.length < 2) return () => 0;
  const points = servers
    .flatMap((server, index) => pointsOf(server).map((point) => ({ point, index })))
    .sort((a, b) => a.point - b.point);
  const places = Uint32Array.from(points, ({ point }) => point);
  const owners = Uint16Array.from(points, ({ index }) => index);
  return (key) => {
    const place = hash('md5', key, 'buffer').readUInt32LE(0);
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((places[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return owners[low === places.length ? 0 : low] ?? 0;
  };
}

function pointsOf({ host, port }: Address): number[] {
  const name = port === usualPort ? host : `${host}:${port}`;
  return Array.from({ length: pointsPerServer / pointsPerHash }, (_, index) => {
    const digest = hash('md5', `${name}-${index}`, 'buffer');
    return Array.from({ length: pointsPerHash }, (__, quarter) => digest.readUInt32LE(quarter * 4));
  }).flat();
}
