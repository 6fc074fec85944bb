import { type Call, callBodyLimit, fillPath, pathNames, wireErrors } from '../contracts/index.ts';
import { type BijouError, sentenceOf } from '../kit/index.ts';
import { endpointBase } from './endpoint.ts';
import { readBody } from './read-body.ts';

export interface EncodedCall {
  readonly url: string;
  /** JSON; undefined for methods that carry their input in the query. */
  readonly body: string | undefined;
}

/** Spreads an input over path and query (GET, DELETE) or path and body. Throws `request.invalid` when it cannot be. */
export function encodeInput(call: Call, input: Readonly<Record<string, unknown>>): EncodedCall {
  const names = pathNames(call.path);
  const inPath: Record<string, string> = {};
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    if (names.includes(name)) inPath[name] = pathText(name, value);
    else rest[name] = value;
  }
  for (const name of names) if (inPath[name] === undefined) throw invalid(`${name} is missing`);
  const url = endpointBase + fillPath(call.path, inPath);
  if (!inQuery(call)) return { url, body: JSON.stringify(rest) };
  const query = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, plainText(name, value)]));
  return { url: query.size > 0 ? `${url}?${query}` : url, body: undefined };
}

/** Gathers and parses a call's input. Throws `request.invalid`, naming each field, or `request.too-large`. */
export async function decodeInput(
  call: Call,
  request: Request,
  params: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  const given = inQuery(call) ? readQuery(new URL(request.url).searchParams) : await readJson(request);
  for (const name of Object.keys(params)) {
    if (name in given) throw invalid(`${name} belongs in the path alone`);
  }
  const parsed = call.input.safeParse({ ...given, ...params });
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'it'}: ${issue.message}`).join('; '));
}

function inQuery(call: Call): boolean {
  return call.method === 'GET' || call.method === 'DELETE';
}

function readQuery(query: URLSearchParams): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const [name, value] of query) {
    if (Object.hasOwn(given, name)) throw invalid(`${name} is there twice`);
    Object.defineProperty(given, name, { value, enumerable: true });
  }
  return given;
}

async function readJson(request: Request): Promise<Record<string, unknown>> {
  const bytes = await readBody(request, callBodyLimit);
  if (bytes === undefined) throw wireErrors.error('request.too-large', { limit: callBodyLimit });
  if (bytes.byteLength === 0) return {};
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw invalid('its body is not marked as application/json');
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw invalid(`its body is not JSON (${sentenceOf(error)})`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('its body is not an object');
  return value as Record<string, unknown>;
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

function invalid(why: string): BijouError {
  return wireErrors.error('request.invalid', { why });
}
