import { AsyncLocalStorage } from 'node:async_hooks';
import { type Random, toHex } from '../kit/index.ts';

const running = new AsyncLocalStorage<string>();

/** Runs a handler under a trace: the calls that it makes carry the same one. */
export function underTrace<Result>(trace: string, handler: () => Promise<Result>): Promise<Result> {
  return running.run(trace, handler);
}

/** The trace of the handler that is running, 32 hex digits, or a new one. */
export function currentTrace(random: Random): string {
  return running.getStore() ?? toHex(random.bytes(16));
}

/** W3C Trace Context, version 00. The sending span is new for each hop. */
export function traceparent(trace: string, random: Random): string {
  return `00-${trace}-${toHex(random.bytes(8))}-01`;
}

/** The trace of a `traceparent` header; undefined where it is missing, malformed or all zeros. */
export function traceOf(header: string | null): string | undefined {
  const match = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(header ?? '');
  return match?.[1] === '0'.repeat(32) ? undefined : match?.[1];
}
