import type * as z from 'zod/v4/core';

/** A kind of event on the log. */
export interface EventKind<Payload extends z.$ZodType = z.$ZodType> {
  /** `title.encoded` */
  readonly type: string;
  /** The log's topic: events of one topic and one key are read in the order they were told. */
  readonly topic: string;
  readonly payload: Payload;
}

/** An event as it lies on the log. */
export interface Event<Payload = unknown> {
  /** UUIDv7; the same event told twice has the same id. */
  readonly id: string;
  readonly type: string;
  /** What is ordered among itself, e.g. the title's id. */
  readonly key: string;
  /** ISO 8601. */
  readonly at: string;
  readonly payload: Payload;
}

export function eventKind<Payload extends z.$ZodType>(kind: EventKind<Payload>): EventKind<Payload> {
  return kind;
}

export type PayloadOf<Kind> = Kind extends EventKind<infer Payload> ? z.output<Payload> : never;
