import { config, locales, safeParse } from 'zod/mini';
import { type Call, callBodyLimit, inQuery, wireErrors } from '../contracts/index.ts';
import { type BijouError, sentenceOf } from '../kit/index.ts';
import { readBody } from './read-body.ts';

// What is wrong with a field is said in words; browsers, which parse answers alone, do without them.
config(locales.en());

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
  const parsed = safeParse(call.input, { ...given, ...params });
  if (parsed.success) return parsed.data as Record<string, unknown>;
  throw invalid(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'it'}: ${issue.message}`).join('; '));
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

function invalid(why: string): BijouError {
  return wireErrors.error('request.invalid', { why });
}
