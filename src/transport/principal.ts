import { safeParse } from 'zod/mini';
import { type Principal, principal, theStranger, wireErrors } from '../contracts/index.ts';

/** A member's calls come one after the other, all with the same words. */
const mostKept = 256;
const kept = new Map<string, Principal>();

/** Reads what `writePrincipal` wrote. Errors: `request.invalid`; who cannot be read is not taken for somebody else. */
export function readPrincipal(header: string | null): Principal {
  if (header === null) return theStranger;
  const known = kept.get(header);
  if (known !== undefined) return known;
  const parsed = safeParse(principal, parseOr(header));
  if (!parsed.success) throw wireErrors.error('request.invalid', { why: 'who asks cannot be read' }, parsed.error);
  kept.set(header, parsed.data);
  for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
  return parsed.data;
}

function parseOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
