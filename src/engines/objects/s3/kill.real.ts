// engines: seaweedfs versitygw
// KILL_ROUNDS=50 for longer.
import { it } from 'node:test';
import { killWriters } from '../testing/kill-rounds.ts';
import { seaweedfs, versitygw } from '../testing/s3.ts';

const module = new URL('../testing/s3.ts', import.meta.url).href;
const rounds = Number(process.env.KILL_ROUNDS ?? 6);

for (const [name, adapter] of Object.entries({ seaweedfs, versitygw }))
  it(`${adapter.name}: kills of writers lose nothing that was acknowledged, and leave nothing in part`, () =>
    killWriters({ module, name, adapter, rounds, withinMs: 400 }));
