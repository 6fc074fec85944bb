import { Client, type ClientOptions, errors } from '@opensearch-project/opensearch';
import type { BijouError } from '../../../kit/index.ts';
import { tlsContext } from '../../connection/index.ts';
import { indexErrors } from '../errors.ts';
import type { OpensearchOptions } from './options.ts';

export type Json = Readonly<Record<string, unknown>>;

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: Json;
  /** Lines of JSON, for bulks. */
  readonly lines?: readonly string[];
}

/** Requests to the cluster. Nothing is asked twice here. */
export interface Wire {
  /** Errors: those of the port. */
  ask<Answer>(request: Request): Promise<Answer>;
  /** Undefined where there is no such thing. */
  askFor<Answer>(request: Request): Promise<Answer | undefined>;
  close(): Promise<void>;
}

export function openWire(options: OpensearchOptions): Wire {
  const client = new Client(clientOptions(options));

  async function raw<Answer>({ method, path, query, body, lines }: Request): Promise<Answer> {
    const answer = await client.transport.request({
      ...{ method, path },
      ...(query !== undefined && { querystring: query }),
      ...(body !== undefined && { body: { ...body } }),
      ...(lines !== undefined && { bulkBody: `${lines.join('\n')}\n` }),
    });
    return answer.body as Answer;
  }

  return {
    async ask(request) {
      try {
        return await raw(request);
      } catch (error) {
        throw toldOf(error, request.path);
      }
    },
    async askFor(request) {
      try {
        return await raw(request);
      } catch (error) {
        if (error instanceof errors.ResponseError && error.statusCode === 404) return undefined;
        throw toldOf(error, request.path);
      }
    },
    close: () => client.close(),
  };
}

/** The client's own second attempts are off: who wraps the port decides on those. */
export function clientOptions(options: OpensearchOptions): ClientOptions {
  const { nodes, user, password, requestTimeoutMs, connectTimeoutMs } = options;
  const context = tlsContext(options.tls);
  return {
    nodes: [...nodes],
    maxRetries: 0,
    requestTimeout: requestTimeoutMs,
    pingTimeout: connectTimeoutMs,
    ...(user !== undefined && { auth: { username: user, password: password?.reveal() ?? '' } }),
    ...(context !== undefined && { ssl: context }),
  };
}

/** What a cluster says of a failure. */
export interface Told {
  readonly type?: string;
  readonly reason?: string;
  readonly caused_by?: Told;
  readonly root_cause?: readonly Told[];
}

/** The port's word for what the client threw. */
export function toldOf(error: unknown, path: string): unknown {
  if (error instanceof errors.ResponseError) {
    const told = (error.body as { readonly error?: Told | string } | undefined)?.error;
    return toldOfAnswer(
      { status: error.statusCode ?? 0, told: typeof told === 'string' ? { reason: told } : told, path },
      error,
    );
  }
  if (error instanceof errors.OpenSearchClientError) return indexErrors.error('index.unreachable', {}, error);
  return error;
}

export function toldOfAnswer(
  { status, told = {}, path }: { readonly status: number; readonly told?: Told | undefined; readonly path: string },
  cause?: unknown,
): BijouError {
  const why = reasonOf(told);
  if (told.type === 'index_not_found_exception')
    return indexErrors.error('index.missing', { name: nameIn(path) }, cause);
  if (told.type === 'cluster_block_exception') {
    const isForGood = why.includes('read-only');
    return isForGood
      ? indexErrors.error('index.read-only', { why }, cause)
      : indexErrors.error('index.unreachable', {}, cause);
  }
  if (status === 401 || status === 403) return indexErrors.error('index.refused', { why }, cause);
  if (status === 400 || status === 413) return indexErrors.error('index.bad-request', { why }, cause);
  if (status === 404) return indexErrors.error('index.missing', { name: nameIn(path) }, cause);
  return indexErrors.error('index.unreachable', {}, cause);
}

/** The innermost reason says most. */
export function reasonOf(told: Told): string {
  const inner = told.caused_by ?? told.root_cause?.find(({ type }) => type !== told.type);
  return (inner === undefined ? undefined : reasonOf(inner)) || told.reason || told.type || 'no reason given';
}

function nameIn(path: string): string {
  return decodeURIComponent(path.split('/')[1] ?? '').replace(/^[^.]*\./, '');
}
