import type { Dice } from '../../../host/index.ts';
import type { Clock } from '../../../kit/index.ts';
import { rowsErrors } from '../errors.ts';
import type { Change, Rows, Table, TableShape } from '../index.ts';
import { writeTimes } from '../write-time.ts';

export interface TrialOptions {
  readonly dice: Dice;
  readonly clock: Clock;
}

/**
 * A store of rows behind a bad network: it keeps the port's promises and uses every freedom that they leave. Answers are
 * lost before and after the effect, writes are done twice or long after they failed, batches arrive in another order,
 * conditional writes end in doubt, pages come short.
 */
export function trialRows(rows: Rows, options: TrialOptions): Rows {
  const late = new Set<Promise<void>>();
  const writeTime = writeTimes(options.clock);
  return {
    async table<const Shape extends TableShape>(shape: Shape) {
      const table = (await rows.table(shape)) as unknown as Table<TableShape>;
      return trialTable(table, { ...options, writeTime, late }) as unknown as Table<Shape>;
    },
    async close() {
      await Promise.all(late);
      await rows.close();
    },
  };
}

interface TableOptions extends TrialOptions {
  readonly writeTime: () => number;
  /** Writes that are told to have failed, and are under way. */
  readonly late: Set<Promise<void>>;
}

function trialTable(table: Table<TableShape>, { dice, writeTime, late }: TableOptions): Table<TableShape> {
  const { writeIf } = table;
  const trial: Table<TableShape> = {
    get: (key) => answered(() => table.get(key)),
    async read(partition, slice) {
      const short = dice.happens(0.1) ? 1 + dice.pick(slice.limit) : slice.limit;
      return answered(() => table.read(partition, { ...slice, limit: Math.min(slice.limit, short) }));
    },
    measure: (partition) => answered(() => table.measure(partition)),
    async write(partition, changes, { at = writeTime() } = {}) {
      const send = () => table.write(partition, shuffled(changes), { at });
      await dice.delay();
      if (dice.happens(0.04)) {
        if (dice.happens(0.5)) arriveLate(send);
        throw unavailable();
      }
      await send();
      if (dice.happens(0.05)) await send();
      if (dice.happens(0.04)) throw unavailable();
      await dice.delay();
    },
  };
  if (writeIf === undefined) return trial;
  return {
    ...trial,
    async writeIf(key, condition, change) {
      await dice.delay();
      if (dice.happens(0.05)) throw rowsErrors.error('rows.uncertain');
      const outcome = await writeIf(key, condition, change);
      if (dice.happens(0.05)) throw rowsErrors.error('rows.uncertain');
      return outcome;
    },
  };

  async function answered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    await dice.delay();
    if (dice.happens(0.04)) throw unavailable();
    return ask();
  }

  function arriveLate(send: () => Promise<void>): void {
    const arriving = dice
      .delay(100)
      .then(send)
      // Nobody waits for it: it failed already.
      .catch(() => undefined)
      .finally(() => late.delete(arriving));
    late.add(arriving);
  }

  function shuffled(changes: readonly Change<TableShape>[]): readonly Change<TableShape>[] {
    return dice.happens(0.2) ? changes.toReversed() : changes;
  }
}

function unavailable() {
  return rowsErrors.error('rows.unavailable');
}
