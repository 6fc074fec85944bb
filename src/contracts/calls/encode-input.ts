import type { Call } from './define.ts';
import { wireErrors } from './errors.ts';
import { fillPath, pathNames } from './path-table.ts';

/** A call's input as it crosses the wire. */
export interface EncodedInput {
  /** Path and query. */
  readonly target: string;
  /** JSON; undefined for methods that carry their input in the query. */
  readonly body: string | undefined;
}

/** Spreads an input over path and query (GET, DELETE) or path and body. Throws `request.invalid` when it cannot be. */
export function encodeInput(call: Call, input: Readonly<Record<string, unknown>>): EncodedInput {
  const names = pathNames(call.path);
  const inPath: Record<string, string> = {};
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    if (names.includes(name)) inPath[name] = pathText(name, value);
    else rest[name] = value;
  }
  for (const name of names) if (inPath[name] === undefined) throw invalid(`${name} is missing`);
  const path = fillPath(call.path, inPath);
  if (!inQuery(call)) return { target: path, body: JSON.stringify(rest) };
  const query = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, plainText(name, value)]));
  return { target: query.size > 0 ? `${path}?${query}` : path, body: undefined };
}

/** True where what is not in the path is in the query, not in a body. */
export function inQuery(call: Call): boolean {
  return call.method === 'GET' || call.method === 'DELETE';
}

/** What the receiving side would not take as one segment is refused here, with the name of it. */
function pathText(name: string, value: unknown): string {
  const text = plainText(name, value);
  if (/^\.{0,2}$|[/\\\p{Cc}]/u.test(text)) throw invalid(`${name} cannot stand in a path`);
  return text;
}

function plainText(name: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  throw invalid(`${name} cannot stand in an address`);
}

function invalid(why: string): Error {
  return wireErrors.error('request.invalid', { why });
}
