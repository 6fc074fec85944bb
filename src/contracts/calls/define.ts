import type * as z from 'zod/v4/core';
import type { Access } from '../identity/access.ts';
import type { Policy } from './policy.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** A request and an answer of JSON values. */
export interface Call<Input extends z.$ZodObject = z.$ZodObject, Output extends z.$ZodType = z.$ZodType>
  extends Access {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/api/titles/{id}`: each `{name}` is a property of the input. The rest is the query (GET, DELETE) or the body. */
  readonly path: `/api/${string}`;
  readonly policy: Policy;
  readonly summary: string;
  readonly input: Input;
  readonly output: Output;
  /** Codes that this call may answer with, besides those that every call may. */
  readonly errors: readonly string[];
}

/** A request whose body or answer is bytes: uploads, media, server-sent events. Web streams with backpressure. */
export interface ByteRoute extends Access {
  readonly methods: readonly Method[];
  /** Like a call's path; a last `{rest...}` takes everything that follows. */
  readonly path: `/api/${string}`;
  readonly policy: Policy;
  readonly summary: string;
  readonly errors: readonly string[];
  /** Answers a HEAD with this status where an error may pass, for protocols whose clients give up after a 5xx. */
  readonly headTryAgain?: number;
}

export interface ServiceContract {
  readonly name: string;
  readonly calls: Readonly<Record<string, Call>>;
  readonly routes: Readonly<Record<string, ByteRoute>>;
}

/** One call of a contract; keeps the schemas' types. */
export function call<Input extends z.$ZodObject, Output extends z.$ZodType>(
  definition: Call<Input, Output>,
): Call<Input, Output> {
  return definition;
}

/** What one service promises. */
export function contract<const Contract extends ServiceContract>(definition: Contract): Contract {
  return definition;
}

export type InputOf<C> = C extends Call<infer Input, z.$ZodType> ? z.input<Input> : never;
export type ParsedInputOf<C> = C extends Call<infer Input, z.$ZodType> ? z.output<Input> : never;
export type OutputOf<C> = C extends Call<z.$ZodObject, infer Output> ? z.output<Output> : never;
