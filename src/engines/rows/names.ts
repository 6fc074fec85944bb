import { rowsErrors } from './errors.ts';
import type { TableShape } from './index.ts';

const goodName = /^[a-z][a-z0-9_]{0,47}$/;

/** Errors: `rows.refused`. */
export function checkNames({ name, partition, clustering, columns }: TableShape): void {
  const names = [...Object.keys(partition), ...Object.keys(clustering), ...Object.keys(columns)];
  for (const each of [name, ...names])
    if (!goodName.test(each))
      throw rowsErrors.error('rows.refused', { why: `${each} is no name for a table or column.` });
  if (Object.keys(partition).length === 0)
    throw rowsErrors.error('rows.refused', { why: `${name} has no partition key.` });
  if (new Set(names).size < names.length)
    throw rowsErrors.error('rows.refused', { why: `${name} has two columns of one name.` });
}
