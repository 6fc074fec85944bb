import { join } from 'node:path';
import { openOwnFolder, sweepOwnFolders } from '../../host/index.ts';
import type { Clock } from '../../kit/index.ts';
import type { Discovery } from './port.ts';
import { type ProcessRecord, processesIn, processStart, readRecords, writeRecord } from './record.ts';

/** What was read is good for so long; who does not answer meanwhile is left alone, and the folder read afresh. */
const cacheMs = 1_000;
const recordFile = 'record.json';

/**
 * The processes of one data folder, by a folder of each in `<folder>/run/processes`, with its record. Made when a process
 * listens, taken away when it stops; one whose process is gone is passed over, and swept when the next process comes.
 */
export function fileDiscovery({ folder, clock }: { readonly folder: string; readonly clock: Clock }): Discovery {
  const processes = processesIn(folder);
  let known: { readonly at: number; readonly records: Promise<readonly ProcessRecord[]> } | undefined;

  return {
    async find(service, { fresh = false } = {}) {
      if (fresh || known === undefined || clock.monotonic() - known.at > cacheMs) {
        known = { at: clock.monotonic(), records: readRecords(processes) };
      }
      const records = await known.records;
      return records.flatMap(({ targets, peerAddress }) =>
        peerAddress !== undefined && (targets.includes(service) || targets.includes('all'))
          ? [{ address: peerAddress }]
          : [],
      );
    },
    async announce(me) {
      await sweepOwnFolders(processes);
      const own = await openOwnFolder(processes);
      await writeRecord(join(own.path, recordFile), { ...me, ...processStart(clock), life: own.name });
      known = undefined;
      return async () => {
        await own.release();
        known = undefined;
      };
    },
    all: () => readRecords(processes),
  };
}
