import { AsyncLocalStorage } from 'node:async_hooks';
import type { Visitor } from '../contracts/index.ts';
import { type Random, toHex } from '../kit/index.ts';

/** What the calls that a handler makes take over from the call that it answers. */
export interface CallUnderWay {
  /** 32 hex digits. */
  readonly trace: string;
  /** The one on whose behalf; undefined where a service asked for itself. */
  readonly visitor: Visitor | undefined;
}

const running = new AsyncLocalStorage<CallUnderWay>();

/** Runs a handler under the call that it answers: the calls that it makes carry its trace, and on whose behalf they are. */
export function underCall<Result>(call: CallUnderWay, handler: () => Promise<Result>): Promise<Result> {
  return running.run(call, handler);
}

/** On whose behalf the handler that is running works. */
export function currentVisitor(): Visitor | undefined {
  return running.getStore()?.visitor;
}

/** The trace of the handler that is running, 32 hex digits, or a new one. */
export function currentTrace(random: Random): string {
  return running.getStore()?.trace ?? toHex(random.bytes(16));
}

/** W3C Trace Context, version 00. The sending span is new for each hop. */
export function traceparent(trace: string, random: Random): string {
  return `00-${trace}-${toHex(random.bytes(8))}-01`;
}
