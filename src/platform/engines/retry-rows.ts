import type { Rows, Table, TableShape } from '../../engines/rows/index.ts';
import { writeTimes } from '../../engines/rows/write-time.ts';
import { hasCode, isTransient } from '../../kit/index.ts';
import { type CallPorts, engineCalls } from './calls.ts';

/**
 * Rows whose transient errors are tried again: a write with the write time of its first attempt, so that it overwrites
 * nothing that came between. A conditional write in doubt is not: only its caller can tell its own row from another's.
 */
export function retryRows(rows: Rows, ports: CallPorts): Rows {
  const call = engineCalls(ports);
  const writeTime = writeTimes(ports.clock);
  return {
    async table<const Shape extends TableShape>(shape: Shape): Promise<Table<Shape>> {
      const table = await call('table', () => rows.table(shape));
      const { writeIf } = table;
      return {
        get: (key) => call('get', () => table.get(key)),
        read: (partition, slice) => call('read', () => table.read(partition, slice)),
        measure: (partition) => call('measure', () => table.measure(partition)),
        write: (partition, changes, { at = writeTime() } = {}) =>
          call('write', () => table.write(partition, changes, { at })),
        ...(writeIf && {
          writeIf: (key, condition, change) =>
            call('writeIf', () => writeIf(key, condition, change), {
              again: (error) => isTransient(error) && !hasCode(error, 'rows.uncertain'),
            }),
        }),
      };
    },
    close: () => rows.close(),
  };
}
