import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../kit/index.ts';
import type { Discovery } from './port.ts';
import { type ProcessRecord, processStart, readRecord, writeRecord } from './record.ts';

/** What was read is good for so long. */
const cacheMs = 250;

/**
 * The processes of one machine, by a file for each in `<folder>/run/`: `<targets>-<pid>.json`. Written when a process
 * listens, removed when it stops; a file whose process is gone is passed over and removed.
 */
export function fileDiscovery({ folder, clock }: { readonly folder: string; readonly clock: Clock }): Discovery {
  const run = join(folder, 'run');
  let known: { readonly at: number; readonly records: Promise<readonly ProcessRecord[]> } | undefined;

  return {
    async find(service, { fresh = false } = {}) {
      if (fresh || known === undefined || clock.monotonic() - known.at > cacheMs) {
        known = { at: clock.monotonic(), records: readAll(run) };
      }
      const records = await known.records;
      return records.flatMap(({ targets, peerAddress }) =>
        peerAddress !== undefined && (targets.includes(service) || targets.includes('all'))
          ? [{ address: peerAddress }]
          : [],
      );
    },
    async announce(me) {
      const record = { ...me, ...(await processStart(clock)) };
      const file = join(run, `${me.targets.join('+')}-${record.pid}.json`);
      await writeRecord(file, record);
      known = undefined;
      return async () => {
        await rm(file, { force: true });
        known = undefined;
      };
    },
    all: () => readAll(run),
  };
}

async function readAll(run: string): Promise<readonly ProcessRecord[]> {
  const names = await readdir(run).catch(() => []);
  const files = names.filter((name) => /-\d+\.json$/.test(name)).sort();
  const records = await Promise.all(files.map((name) => readRecord(join(run, name))));
  return records.filter((record) => record !== undefined);
}
