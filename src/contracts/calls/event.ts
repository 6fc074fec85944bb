import { prettifyError, safeParse } from 'zod/mini';
import type * as z from 'zod/v4/core';

/** A kind of event on the log. Fields are added to it, and never change what they mean. */
export interface EventKind<Type extends string = string, Payload extends z.$ZodType = z.$ZodType> {
  /** `title.encoded` */
  readonly type: Type;
  /** The log's topic: events of one topic and one key are read in the order they were told. */
  readonly topic: string;
  /** Raised where a reader of the version before would take it wrongly. 1 unless it is said. */
  readonly v?: number;
  readonly payload: Payload;
}

/** An event as it lies on the log. */
export interface Event<Payload = unknown> {
  /** UUIDv7; the same event told twice has the same id. */
  readonly id: string;
  readonly type: string;
  /** Of its kind when it was told; 1 where it is missing. */
  readonly v?: number;
  /** What is ordered among itself, e.g. the title's id. */
  readonly key: string;
  /** ISO 8601. */
  readonly at: string;
  readonly payload: Payload;
}

export function eventKind<const Type extends string, Payload extends z.$ZodType>(
  kind: EventKind<Type, Payload>,
): EventKind<Type, Payload> {
  return kind;
}

export type PayloadOf<Kind> = Kind extends EventKind<string, infer Payload> ? z.output<Payload> : never;

/** Reads a payload of this kind, whatever version wrote it. Undefined and the reason where it is none. */
export function readPayload<Payload extends z.$ZodType>(
  { payload }: EventKind<string, Payload>,
  value: unknown,
): { readonly payload: z.output<Payload> } | { readonly why: string } {
  const read = safeParse(payload, value);
  return read.success ? { payload: read.data } : { why: prettifyError(read.error) };
}
