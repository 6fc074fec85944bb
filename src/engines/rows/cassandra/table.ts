import { type Client, types } from 'cassandra-driver';
import type {
  Change,
  Condition,
  ConditionalChange,
  Outcome,
  Page,
  Row,
  Slice,
  Table,
  TableShape,
  Value,
} from '../index.ts';
import { encodeKey, encodeWholeKey } from '../key.ts';
import {
  checkConditional,
  clusteringOf,
  pageSize,
  partitionOf,
  reachedIn,
  type Step,
  sizeOf,
  stepsOf,
} from '../plan.ts';
import { conditional } from './conditional.ts';
import { failureOf } from './failure.ts';
import { paceOf } from './pace.ts';
import { stretchesOf } from './slices.ts';
import { type Query, statementsOf, valuesOf } from './statements.ts';
import { fromCql, keyToCql, toCql } from './values.ts';

export interface TableOptions {
  readonly client: Client;
  readonly keyspace: string;
  readonly writeTime: () => number;
}

type Fields = Readonly<Record<string, unknown>>;
type Found = Row<TableShape>;

const { localQuorum, localSerial } = types.consistencies;
/** Rows of one answer while a whole partition is measured. */
const measuredAtOnce = 1000;

export function tableOn({ client, keyspace, writeTime }: TableOptions, shape: TableShape): Table<TableShape> {
  const cql = statementsOf(keyspace, shape);
  const partitionNames = Object.keys(shape.partition);
  const clusteringNames = Object.keys(shape.clustering);
  const columnTypes = Object.entries(shape.columns);
  const pace = paceOf(columnTypes.length);
  /** Partitions in which a conditional write ended in doubt. The next read settles it, for everybody. */
  const unsettled = new Map<string, symbol>();

  return {
    async get(key) {
      const where = partitionOf(shape, key).toString('latin1');
      encodeWholeKey(clusteringOf(shape), key);
      const { rows } = await settling(where, (consistency) =>
        execute({ query: cql.get, params: keyOf(key) }, { consistency }),
      );
      return rows[0] && rowOf(rows[0]);
    },
    read,
    async write(partition, changes, { at = writeTime() } = {}) {
      partitionOf(shape, partition);
      const steps = stepsOf(shape, changes, at);
      const queries = steps.flatMap((step, n) => queriesOf(partition, changes[n], step));
      await apply(queries);
    },
    async writeIf(key, condition, change): Promise<Outcome<Found>> {
      const where = partitionOf(shape, key).toString('latin1');
      checkConditional(shape, condition, change);
      const queries = conditional(shape, cql, {
        key: keyOf(key),
        condition,
        step: conditionalStep(key, condition, change),
      });
      let result: types.ResultSet;
      try {
        result = await send(queries, { consistency: localQuorum, serialConsistency: localSerial });
      } catch (error) {
        unsettled.set(where, Symbol(where));
        throw failureOf(error, 'conditionally');
      }
      if (result.wasApplied()) return { applied: true };
      // Only the columns of the condition come with the refusal, so the row is read: as the next to write would find it.
      const { rows } = await execute({ query: cql.get, params: keyOf(key) }, { consistency: localSerial });
      return { applied: false, row: rows[0] && rowOf(rows[0]) };
    },
    async measure(partition) {
      let rows = 0;
      let bytes = 0;
      for (let after: string | undefined; ; ) {
        const page = await read(partition, { limit: measuredAtOnce, maxBytes: Number.MAX_SAFE_INTEGER, after });
        rows += page.rows.length;
        for (const row of page.rows) bytes += bytesOf(row);
        if (page.next === undefined) return { rows, bytes };
        after = page.next;
      }
    },
  };

  async function read(partition: Fields, slice: Slice<TableShape>): Promise<Page<Found>> {
    const { limit, maxBytes } = pageSize(slice);
    const { reverse = false } = slice;
    const where = partitionOf(shape, partition).toString('latin1');
    const after = reachedIn(shape, slice);
    const stretches = stretchesOf(shape, slice, after && { after, reverse });
    if (reverse) stretches.reverse();
    const rows: Found[] = [];
    let bytes = 0;
    for (const stretch of stretches) {
      const query = cql.read(stretch, reverse);
      const params = [...partitionKeyOf(partition), ...keyToCql(valuesOf(stretch))];
      for (let pageState: string | undefined; ; ) {
        const so = {
          rowsLeft: limit - rows.length,
          bytesLeft: maxBytes - bytes,
          rowsSeen: rows.length,
          bytesSeen: bytes,
        };
        const fetchSize = pace.rows(so);
        const state = pageState === undefined ? {} : { pageState };
        const answer = await settling(where, (consistency) =>
          execute({ query, params }, { consistency, fetchSize, ...state }),
        );
        const before = bytes;
        for (const [n, found] of answer.rows.entries()) {
          const row = rowOf(found);
          rows.push(row);
          bytes += bytesOf(row);
          if (rows.length < limit && bytes < maxBytes) continue;
          pace.saw(n + 1, bytes - before);
          return { rows, next: encodeKey(clusteringOf(shape), row).toString('base64url') };
        }
        pace.saw(answer.rows.length, bytes - before);
        pageState = answer.pageState ?? undefined;
        if (pageState === undefined) break;
      }
    }
    return { rows };
  }

  /** Reads as usual; after a doubt as a conditional write would, which brings what was begun to an end. */
  async function settling(
    where: string,
    ask: (consistency: types.consistencies) => Promise<types.ResultSet>,
  ): Promise<types.ResultSet> {
    const doubt = unsettled.get(where);
    if (doubt === undefined) return ask(localQuorum);
    const result = await ask(localSerial);
    if (unsettled.get(where) === doubt) unsettled.delete(where);
    return result;
  }

  async function execute({ query, params }: Query, options: QueryOptions): Promise<types.ResultSet> {
    try {
      return await client.execute(query, params, { prepare: true, autoPage: false, ...options });
    } catch (error) {
      throw failureOf(error);
    }
  }

  /** One partition's changes are one mutation, so that an unlogged batch is whole or not at all. */
  async function apply(queries: readonly Query[]): Promise<void> {
    if (queries.length === 0) return;
    try {
      await send(queries, { consistency: localQuorum });
    } catch (error) {
      throw failureOf(error);
    }
  }

  function send(queries: readonly Query[], options: QueryOptions): Promise<types.ResultSet> {
    const [only] = queries;
    return only !== undefined && queries.length === 1
      ? client.execute(only.query, only.params, { prepare: true, ...options })
      : client.batch([...queries], { prepare: true, logged: false, ...options });
  }

  function queriesOf(partition: Fields, change: Change<TableShape> | undefined, step: Step): readonly Query[] {
    if (change === undefined) return [];
    const at = BigInt(step.at);
    if (change.do === 'delete-range')
      return stretchesOf(shape, change).map((stretch) => ({
        query: cql.deleteRange(stretch),
        params: [at, ...partitionKeyOf(partition), ...keyToCql(valuesOf(stretch))],
      }));
    const key = keyOf({ ...partition, ...change.row });
    if (step.do !== 'write') return [{ query: cql.delete, params: [at, ...key] }];
    const ttl = step.ttlSeconds ?? 0;
    const values = toCql(columnTypes, step.values);
    if (step.marks) return [{ query: cql.put, params: [...key, ...values, at, ttl] }];
    return step.values.size === 0 ? [] : [{ query: cql.update, params: [at, ttl, ...values, ...key] }];
  }

  /** Checks the change as one that is not conditional, and settles its time to live. */
  function conditionalStep(key: Fields, condition: Condition<TableShape>, change: ConditionalChange<TableShape>): Step {
    const names = [...partitionNames, ...clusteringNames];
    const row = Object.fromEntries(names.map((name) => [name, key[name]]));
    const whole = change.do === 'delete' ? { ...change, row } : { ...change, row: { ...row, ...change.columns } };
    const [step] = stepsOf(shape, [whole as unknown as Change<TableShape>], 1);
    if (step === undefined) throw new TypeError(`${shape.name}: nothing to do where it is ${String(condition)}`);
    return step;
  }

  function partitionKeyOf(key: Fields): unknown[] {
    return keyToCql(partitionNames.map((name) => key[name] as string | number));
  }

  function keyOf(key: Fields): unknown[] {
    return keyToCql([...partitionNames, ...clusteringNames].map((name) => key[name] as string | number));
  }

  function rowOf(found: types.Row): Found {
    const row: Record<string, Value | null> = {};
    for (const name of partitionNames) row[name] = fromCql(found[name]);
    for (const name of clusteringNames) row[name] = fromCql(found[name]);
    for (const [name] of columnTypes) row[name] = fromCql(found[name]);
    return row as Found;
  }

  function bytesOf(row: Found): number {
    let bytes = 0;
    for (const value of Object.values(row)) bytes += sizeOf(value as Value | null);
    return bytes;
  }
}

interface QueryOptions {
  readonly consistency: types.consistencies;
  readonly serialConsistency?: types.consistencies;
  readonly fetchSize?: number;
  readonly pageState?: string;
}
