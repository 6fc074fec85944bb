import { errors, types } from 'cassandra-driver';
import type { BijouError } from '../../../kit/index.ts';
import { rowsErrors } from '../errors.ts';

const codes = types.responseErrorCodes as unknown as Readonly<Record<string, number>>;

/** What was asked for: a doubt about a conditional write is another than one about a write that may be repeated. */
export type Asked = 'plainly' | 'conditionally';

/** What the driver threw, in the port's words. A programmer's mistake stays as it is. */
export function failureOf(thrown: unknown, asked: Asked = 'plainly'): unknown {
  if (thrown instanceof errors.NoHostAvailableError) return nobodyAnswered(thrown);
  if (thrown instanceof errors.AuthenticationError) return told('rows.denied', thrown);
  if (thrown instanceof errors.BusyConnectionError) return told('rows.unavailable', thrown);
  if (thrown instanceof errors.ArgumentError || thrown instanceof errors.NotSupportedError || isMistake(thrown))
    return thrown;
  if (thrown instanceof errors.ResponseError) return answered(thrown, asked);
  if (!(thrown instanceof Error)) return thrown;
  // A time that ran out, or a connection that ended after the request went out.
  return told(asked === 'conditionally' ? 'rows.uncertain' : 'rows.unavailable', thrown);
}

function answered(thrown: errors.ResponseError, asked: Asked): BijouError {
  const doubtful = asked === 'conditionally' ? 'rows.uncertain' : 'rows.unavailable';
  switch (thrown.code) {
    case codes.unavailableException:
    case codes.isBootstrapping:
      // Refused before anything was done.
      return told('rows.unavailable', thrown);
    case codes.readFailure:
    case codes.writeFailure:
      return told(asked === 'conditionally' ? 'rows.uncertain' : 'rows.failed', thrown);
    case codes.badCredentials:
    case codes.unauthorized:
      return told('rows.denied', thrown);
    case codes.syntaxError:
    case codes.configError:
    case codes.alreadyExists:
      return told('rows.refused', thrown);
    case codes.invalid:
      return told(/oversized|too large/i.test(thrown.message) ? 'rows.too-large' : 'rows.refused', thrown);
    // Time-outs (of a conditional write also that of its commit, which others may bring to its end), overload, and what
    // the server itself cannot explain.
    default:
      return told(doubtful, thrown);
  }
}

/** The driver tries a node after the other as long as the request has not gone out, so nothing was done. */
function nobodyAnswered(thrown: errors.NoHostAvailableError): BijouError {
  const reasons = Object.values((thrown.innerErrors ?? {}) as Readonly<Record<string, unknown>>);
  const denied = reasons.find(isDenied);
  return denied === undefined ? told('rows.unavailable', thrown) : told('rows.denied', denied as Error);
}

function isDenied(reason: unknown): boolean {
  return reason instanceof errors.AuthenticationError || (reason as { code?: unknown })?.code === codes.badCredentials;
}

/** Of ours: a value that no driver would encode. A socket's error has a code beside its class. */
function isMistake(thrown: unknown): boolean {
  return (thrown instanceof TypeError || thrown instanceof RangeError) && !('isSocketError' in thrown);
}

function told(code: Parameters<typeof rowsErrors.error>[0], cause: Error): BijouError {
  return rowsErrors.error(code, { why: sentence(cause.message) }, cause);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
