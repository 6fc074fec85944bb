import { mutex } from '../../../kit/index.ts';
import type { LogRecord } from '../index.ts';

/** Of a topic’s readers of one name. */
export interface Roll {
  /** Members, with the place of their last sign of life. */
  readonly members: ReadonlyMap<string, number>;
  /** Partition → who took it last, and where that stands. */
  readonly owners: ReadonlyMap<number, Taken>;
}

export interface Taken {
  readonly member: string;
  /** The offset of the record that says so: it rises for ever. */
  readonly epoch: number;
}

export interface LedgerPorts {
  /** Appends to the ledger’s topic; resolves to the offset of the last record. */
  readonly append: (records: readonly LogRecord[]) => Promise<number>;
  /** What lies there from an offset on; waits a little for what is known to lie there. */
  readonly readOn: (from: number, isKnown: boolean) => Promise<LedgerPage>;
}

export interface LedgerRecord {
  readonly key: string;
  readonly value: string;
  readonly offset: number;
}

export interface LedgerPage {
  readonly records: readonly LedgerRecord[];
  readonly next: number;
}

export interface Ledger {
  /** As it stands, at least as far as everybody had written when this was called, and up to an offset. */
  roll(name: string, upTo?: number): Promise<Roll>;
  /** Writes into it, in one; resolves to the offset of the last line. */
  write(name: string, lines: readonly Line[]): Promise<number>;
}

export type Line =
  | { readonly says: 'here'; readonly member: string }
  | { readonly says: 'gone'; readonly member: string }
  | { readonly says: 'takes'; readonly member: string; readonly partition: number };

interface MutableRoll {
  readonly members: Map<string, number>;
  readonly owners: Map<number, Taken>;
}

/**
 * Who reads what, as records of a topic that keeps the latest of each: its one order settles who came last, and the offset of
 * a record is an epoch that rises for ever. Everybody reads the same lines and comes to the same roll.
 */
export function openLedger({ append, readOn }: LedgerPorts): Ledger {
  const rolls = new Map<string, MutableRoll>();
  const reading = mutex();
  let next = 0;

  function note({ key, value, offset }: LedgerRecord): void {
    const line = JSON.parse(value) as Line;
    const roll = rolls.get(key) ?? { members: new Map(), owners: new Map() };
    rolls.set(key, roll);
    if (line.says === 'gone') roll.members.delete(line.member);
    else if (line.says === 'here') roll.members.set(line.member, offset);
    else roll.owners.set(line.partition, { member: line.member, epoch: offset });
  }

  return {
    roll: (name, upTo = -1) =>
      reading.run(async () => {
        for (;;) {
          const page = await readOn(next, next <= upTo);
          for (const record of page.records) note(record);
          next = page.next;
          if (page.records.length === 0 && next > upTo) break;
        }
        const { members, owners } = rolls.get(name) ?? { members: new Map(), owners: new Map() };
        return { members: new Map(members), owners: new Map(owners) };
      }),
    write: (name, lines) => append(lines.map((line) => recordOf(name, line))),
  };
}

function recordOf(key: string, line: Line): LogRecord {
  const kind = line.says === 'takes' ? `takes ${line.partition}` : `is ${line.member}`;
  return { key, kind, value: JSON.stringify(line), ...(line.says === 'gone' && { ends: 'kind' }) };
}
