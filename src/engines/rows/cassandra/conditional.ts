import type { Condition, TableShape } from '../index.ts';
import { valuesOf as columnsIn, type Step } from '../plan.ts';
import { equal, type Query, type TableStatements } from './statements.ts';
import { type Column, toCql } from './values.ts';

export interface Conditional {
  readonly key: readonly unknown[];
  readonly condition: Condition<TableShape>;
  readonly step: Step;
}

/** A conditional write as one statement, or as a batch of two that is decided as one. */
export function conditional(shape: TableShape, cql: TableStatements, wanted: Conditional): Query[] {
  const { key, condition, step } = wanted;
  const columns = Object.entries(shape.columns);
  const { text, values: expected } = conditionOf(shape, columns, condition);
  if (step.do === 'delete') return [{ query: cql.deleteIf(text), params: [...key, ...expected] }];
  if (step.do !== 'write') return [];
  const ttl = step.ttlSeconds ?? 0;
  const values = toCql(columns, step.values);
  if (condition === 'absent') return [{ query: cql.putAbsent, params: [...key, ...values, ttl] }];
  const update: Query = { query: cql.updateIf(text), params: [ttl, ...values, ...key, ...expected] };
  // Only an insert says that there is a row, whatever its columns hold, and it has no other condition than absence.
  return step.marks ? [update, { query: cql.putBeside, params: [...key, ...values, ttl] }] : [update];
}

function conditionOf(shape: TableShape, columns: readonly Column[], condition: Condition<TableShape>) {
  if (typeof condition === 'string') return { text: 'EXISTS', values: [] };
  const wanted = columnsIn(shape, condition);
  const named = columns.filter(([name]) => wanted.has(name));
  return { text: equal(named.map(([name]) => name)), values: toCql(named, wanted) };
}
