// Our appliance in a process of its own, over the film in the folder that is its argument. Prints its port.
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client, playbackContract, studioContract } from '../../src/contracts/index.ts';
import { readSettings, silentLogger } from '../../src/host/index.ts';
import { isoTime, systemClock, systemRandom } from '../../src/kit/index.ts';
import { configOf, settings } from '../../src/services/appliance/config.ts';
import { start } from '../../src/services/appliance/index.ts';
import { expires, file, folder, key } from './film.ts';

const film = readFileSync(join(process.argv[2] ?? '', folder, file));
const etag = `"${hash('sha256', film)}"`;

const studio: Client<typeof studioContract> = {
  calls: {} as Client<typeof studioContract>['calls'],
  async bytes(_, { method, headers }) {
    const facts = { etag, 'content-type': 'video/mp4' };
    if (method === 'HEAD') return new Response(null, { headers: { ...facts, 'content-length': String(film.length) } });
    const [, first = 0, to = 0] = (/(\d+)-(\d+)/.exec(headers?.range ?? '') ?? []).map(Number);
    const last = Math.min(to, film.length - 1);
    return new Response(new Uint8Array(film.subarray(first, last + 1)), {
      status: 206,
      headers: { ...facts, 'content-range': `bytes ${first}-${last}/${film.length}` },
    });
  },
};

const playback: Client<typeof playbackContract> = {
  calls: {
    play: () => Promise.reject(new Error('Nothing is played in this bench')),
    keyRing: async () => ({ keys: [{ ...key, from: isoTime(0), until: isoTime(expires * 1000) }], origins: [] }),
  },
  bytes: () => Promise.reject(new Error('Nothing is played in this bench')),
};

const appliance = await start({
  id: 'bench',
  studio,
  playback,
  host: '127.0.0.1',
  port: 0,
  isPortNamed: false,
  hosts: () => ['127.0.0.1'],
  disk: undefined,
  clock: systemClock,
  random: systemRandom,
  logger: silentLogger,
  config: configOf(readSettings(process.env, settings)),
});
console.log(appliance.port);
