import { isSingle } from '../analysis.ts';
import { indexErrors } from '../errors.ts';
import type { Condition, Field, Mapping, Search } from '../index.ts';
import { storedValue, valueField } from './stored.ts';
import type { Json } from './wire.ts';

/** Errors: `index.bad-request`. */
export function fieldOf({ fields }: Mapping, name: string): Field {
  const field = fields[name];
  if (field === undefined || field.type === 'text')
    throw indexErrors.error('index.bad-request', { why: `${name} is not a keyword, number or date of this index.` });
  return field;
}

/** Of a field that has to be a single value. Errors: `index.bad-request`. */
export function singleField({ fields }: Mapping, name: string): Field {
  const field = fields[name];
  if (field === undefined || !isSingle(field))
    throw indexErrors.error('index.bad-request', { why: `${name} is not a field with a single value.` });
  return field;
}

/** Of all that lies there, the documents. */
export const isDocument: Json = { exists: { field: 'id' } };

export function allOf(mapping: Mapping, conditions: readonly Condition[] = []): readonly Json[] {
  return conditions.map((condition) => holds(mapping, condition));
}

function holds(mapping: Mapping, condition: Condition): Json {
  const field = fieldOf(mapping, condition.field);
  const place = valueField(condition.field);
  if ('in' in condition) return { terms: { [place]: condition.in.map((value) => storedValue(field, value)) } };
  singleField(mapping, condition.field);
  const { from, until } = condition;
  const range = {
    ...(from !== undefined && { gte: storedValue(field, from) }),
    ...(until !== undefined && { lte: storedValue(field, until) }),
  };
  return Object.keys(range).length === 0 ? { exists: { field: place } } : { range: { [place]: range } };
}

/** A query that adds this much to the score of whatever it finds. */
export const counting = (filter: Json, boost: number): Json => ({ constant_score: { filter, boost } });

/** What some documents are preferred for: the highest that fits counts. */
export function preferred(mapping: Mapping, { prefer = [] }: Search): readonly Json[] {
  const queries = prefer.map(({ field, value, beginning, score }) => {
    const place = valueField(field);
    const stored = storedValue(singleField(mapping, field), value);
    return counting({ [beginning === true ? 'prefix' : 'term']: { [place]: stored } }, score);
  });
  return queries.length === 0 ? [] : [{ dis_max: { queries } }];
}
