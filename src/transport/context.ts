import { type Principal, traceOf, wireHeaders, writePrincipal } from '../contracts/index.ts';
import type { Random } from '../kit/index.ts';
import { readPrincipal } from './principal.ts';
import { traceparent } from './trace.ts';

/** A call's context as it crosses the wire. */
export interface WireContext {
  readonly principal: Principal;
  readonly timeoutMs: number | undefined;
  readonly token: string | undefined;
  readonly trace: string | undefined;
  readonly origin: string | undefined;
}

export function writeContext(
  headers: Headers,
  context: WireContext & { readonly trace: string; readonly random: Random },
): void {
  headers.set(wireHeaders.principal, writePrincipal(context.principal));
  headers.set(wireHeaders.trace, traceparent(context.trace, context.random));
  setOrDelete(headers, wireHeaders.token, context.token);
  setOrDelete(headers, wireHeaders.origin, context.origin);
  setTimeLeft(headers, context.timeoutMs);
}

/** Whole milliseconds, rounded up: 0 would mean that nobody waits any more. */
export function setTimeLeft(headers: Headers, ms: number | undefined): void {
  setOrDelete(headers, wireHeaders.timeout, ms === undefined ? undefined : String(Math.max(1, Math.ceil(ms))));
}

/** Reads the context of a request from somebody who is trusted. Without a principal it comes from a stranger. Throws `request.invalid` for one that cannot be read. */
export function readContext(headers: Headers): WireContext {
  const timeout = Number(headers.get(wireHeaders.timeout) ?? Number.NaN);
  return {
    principal: readPrincipal(headers.get(wireHeaders.principal)),
    timeoutMs: Number.isFinite(timeout) && timeout >= 0 ? timeout : undefined,
    token: headers.get(wireHeaders.token) ?? undefined,
    trace: traceOf(headers),
    origin: headers.get(wireHeaders.origin) ?? undefined,
  };
}

function setOrDelete(headers: Headers, name: string, value: string | undefined): void {
  if (value === undefined) headers.delete(name);
  else headers.set(name, value);
}
