import { sqlErrors } from './errors.ts';

/**
 * Refuses what drivers bend without a word: some store `true` as 1, `undefined` and NaN as NULL, and integers beyond 2^53
 * as floats. Every adapter calls it on the caller's thread, so that the stack shows who sent the value.
 * Errors: `sql.bad-value`, `sql.unsafe-integer`.
 */
export function checkValues(values: readonly unknown[], statement: string): void {
  for (const [index, value] of values.entries()) {
    const why = faultOf(value);
    if (why === undefined) continue;
    const code = why.startsWith('the integer') ? 'sql.unsafe-integer' : 'sql.bad-value';
    throw sqlErrors.error(code, { place: index + 1, why, sql: statement });
  }
}

function faultOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return undefined;
    case 'number':
      if (!Number.isFinite(value)) return `${value} is no number that a database keeps.`;
      return Number.isInteger(value) && !Number.isSafeInteger(value) ? `the integer ${value}` : undefined;
    case 'bigint':
      return value === BigInt.asIntN(54, value) && Number.isSafeInteger(Number(value))
        ? undefined
        : `the integer ${value}`;
    case 'boolean':
      return 'it is a boolean. Store 1 or 0.';
    case 'undefined':
      return 'it is undefined. Leave the column out, or store null.';
    case 'object':
      if (value === null || value instanceof Uint8Array) return undefined;
      if (value instanceof Date) return 'it is a Date. Store milliseconds or ISO 8601.';
      return 'it is an object. Store JSON.stringify of it.';
    default:
      return `it is a ${typeof value}.`;
  }
}
