import type { SqliteValue, Statement } from '../../../host/index.ts';

/** A piece of SQL with its values: what statements are put together from. */
export interface Fragment extends Statement {
  readonly values: readonly SqliteValue[];
}

/** Values stand in the holes, or other pieces. */
export function sql(parts: TemplateStringsArray, ...holes: readonly (Fragment | SqliteValue)[]): Fragment {
  let text = parts[0] ?? '';
  const values: SqliteValue[] = [];
  for (const [index, hole] of holes.entries()) {
    const piece = isFragment(hole) ? hole : { sql: '?', values: [hole] };
    text += piece.sql + (parts[index + 1] ?? '');
    values.push(...piece.values);
  }
  return { sql: text, values };
}

/** The name of a table or a column. */
export function named(name: string): Fragment {
  return { sql: `"${name.replaceAll('"', '""')}"`, values: [] };
}

export function joined(pieces: readonly (Fragment | SqliteValue)[], between = ', '): Fragment {
  const all = pieces.map((piece) => sql`${piece}`);
  return { sql: all.map((piece) => piece.sql).join(between), values: all.flatMap((piece) => piece.values) };
}

function isFragment(hole: Fragment | SqliteValue): hole is Fragment {
  return hole !== null && typeof hole === 'object' && 'sql' in hole;
}
