import type { SqliteValue } from '../../../host/index.ts';
import { comparedKeyword, isSingle } from '../analysis.ts';
import { indexErrors } from '../errors.ts';
import type { Condition, Search } from '../index.ts';
import { type Fragment, joined, sql } from './fragment.ts';
import { columnOf, fieldOf, type IndexTables, singleColumn } from './tables.ts';

/** What has to hold of a row of `documents`. Errors: `index.bad-request`. */
export function allOf(index: IndexTables, conditions: readonly Condition[] = []): Fragment {
  return joined([sql`1 = 1`, ...conditions.map((condition) => holds(index, condition))], ' and ');
}

function holds(index: IndexTables, condition: Condition): Fragment {
  const { documents, keywords } = index;
  const { field } = condition;
  const known = fieldOf(index, field);
  if ('in' in condition) {
    const values = joined(condition.in.map((value): SqliteValue => comparedKeyword(known, value)));
    if (isSingle(known)) return sql`${documents}.${columnOf(field)} in (${values})`;
    return sql`exists (select 1 from ${keywords} where field = ${field} and compared in (${values})
      and document = ${documents}.number)`;
  }
  const column = sql`${documents}.${singleColumn(index, field)}`;
  const { from, until } = condition;
  return joined(
    [
      sql`${column} is not null`,
      ...(from === undefined ? [] : [sql`${column} >= ${from}`]),
      ...(until === undefined ? [] : [sql`${column} <= ${until}`]),
    ],
    ' and ',
  );
}

/** Every document with each value of a keyword: `document`, `compared`, `value`. Errors: `index.bad-request`. */
export function valuesOf(index: IndexTables, field: string): Fragment {
  const { documents, keywords } = index;
  if (fieldOf(index, field).type !== 'keyword') {
    throw indexErrors.error('index.bad-request', { why: `${field} is not a keyword.` });
  }
  if (!isSingle(index.mapping.fields[field])) {
    return sql`select document, compared, value from ${keywords} where field = ${field}`;
  }
  const column = columnOf(field);
  return sql`select number as document, ${column} as compared, ${column} as value from ${documents}
    where ${column} is not null`;
}

/** The score of what was found, with what some of it is preferred for. */
export function scoreOf(index: IndexTables, { prefer = [] }: Search): Fragment {
  if (prefer.length === 0) return sql`found.score`;
  const cases = prefer.map(({ field, value, beginning, score }) => {
    const column = sql`${index.documents}.${singleColumn(index, field)}`;
    const fits =
      beginning === true
        ? sql`${column} >= ${value} and ${column} < ${`${value}\u{10ffff}`}`
        : sql`${column} = ${value}`;
    return sql`case when ${fits} then ${score} else 0 end`;
  });
  return sql`(found.score + max(0, ${joined(cases)}))`;
}
