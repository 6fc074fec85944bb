import type { Principal, Visitor } from '../identity/index.ts';
import type { InputOf, Method, OutputOf, ParsedInputOf, ServiceContract } from './define.ts';

/** What travels with every call. */
export interface CallContext {
  /** Aborts when the caller has gone or the deadline has passed. */
  readonly signal: AbortSignal;
  /** Unix milliseconds by which an answer is of use. */
  readonly deadline: number;
  /** The client's idempotency token, where it sent one, with who sent it: nobody gets what another was answered. */
  readonly token: string | undefined;
  /** W3C trace id, 32 hex digits. */
  readonly trace: string;
  /** Who asks, as the door or a peer vouches. */
  readonly principal: Principal;
  /** The origin that a browser sees, as the door took it in, e.g. `http://192.168.1.5:8080`; undefined between peers. */
  readonly origin: string | undefined;
}

export interface ByteRouteContext extends CallContext {
  /** The path's `{names}`, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

/** What a service supplies for its contract. Handlers get parsed input and throw BijouErrors. */
export interface Implementation<Contract extends ServiceContract> {
  readonly calls: {
    readonly [Name in keyof Contract['calls']]: (
      input: ParsedInputOf<Contract['calls'][Name]>,
      context: CallContext,
    ) => Promise<OutputOf<Contract['calls'][Name]>>;
  };
  readonly routes: {
    readonly [Name in keyof Contract['routes']]: (request: Request, context: ByteRouteContext) => Promise<Response>;
  };
}

/** A service's readiness: `why` is a sentence, present when it is not ready; `degraded` one that says what it does without. */
export type Readiness =
  | { readonly ready: true; readonly degraded?: string }
  | { readonly ready: false; readonly why: string };

/** What every service's `start` resolves to. */
export interface RunningService<Contract extends ServiceContract> {
  readonly implementation: Implementation<Contract>;
  readiness(): Readiness;
  /** Finishes what it holds, gives back leases, closes. Resolves within a few seconds. */
  stop(): Promise<void>;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** At most this long, if shorter than the policy's. */
  readonly timeoutMs?: number;
  readonly token?: string;
  readonly trace?: string;
  readonly origin?: string;
  /** On whose behalf; whoever the running handler works for unless told. */
  readonly behalf?: Visitor;
}

export interface ByteRequest extends CallOptions {
  readonly method: Method;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer> | string;
}

/** A service as its callers see it: in process or over HTTP, they cannot tell which. */
export interface Client<Contract extends ServiceContract> {
  readonly calls: {
    readonly [Name in keyof Contract['calls']]: (
      input: InputOf<Contract['calls'][Name]>,
      options?: CallOptions,
    ) => Promise<OutputOf<Contract['calls'][Name]>>;
  };
  /** Sends bytes, answers bytes. Throws a BijouError for an answer that carries one (status ≥ 400 with a code). */
  bytes(route: keyof Contract['routes'] & string, request: ByteRequest): Promise<Response>;
}
