import { errors } from 'cassandra-driver';
import { BijouError, sentenceOf } from '../../../kit/index.ts';
import { type Finding, wrong } from '../../connection/index.ts';
import type { CassandraOptions } from './options.ts';

const refusedByName = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENODATA']);
const unreachable = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN']);

/** Why nobody let us in, told apart: names, refusal, silence, encryption, credentials. */
export function whyNot(error: unknown, options: CassandraOptions): Finding {
  const { contactPoints, tls, connectTimeoutMs, user } = options;
  const asked = contactPoints.map(({ host, port }) => `${host}:${port}`).join(', ');
  if (error instanceof BijouError && error.code === 'rows.refused') return wrong('connect', 'settings', error.message);
  const cause = error instanceof BijouError && error.cause !== undefined ? error.cause : error;
  const [reason] = cause instanceof errors.NoHostAvailableError ? Object.values(cause.innerErrors ?? {}) : [cause];
  if (reason === undefined)
    return wrong('connect', 'down', `No address is known for ${asked}: look at the names, and at who resolves them.`);
  const { code = '', message = '' } = reason as { readonly code?: string | number; readonly message?: string };
  if (reason instanceof errors.AuthenticationError || /authent/i.test(message))
    return wrong(
      'credentials',
      'credentials',
      user === undefined
        ? `${asked} wants to know who we are: set user and password.`
        : `${asked} does not know ${user} by that password: ${message}`,
    );
  if (code === 'ECONNREFUSED')
    return wrong(
      'connect',
      'down',
      `Nothing listens at ${asked}: start Cassandra, or look at the port (9042 usually).`,
    );
  if (refusedByName.has(String(code)))
    return wrong('connect', 'down', `No address is known for ${asked} (${code}): look at the names.`);
  if (unreachable.has(String(code)))
    return wrong('connect', 'down', `There is no way to ${asked} (${code}): look at the network.`);
  if (/wrong version number/.test(message))
    return wrong('encryption', 'encryption', `${asked} speaks no TLS: set tls to false, or have it encrypt.`);
  if (isOfTls(String(code), message))
    return wrong('encryption', 'encryption', `The encrypted connection to ${asked} failed: ${message}`);
  if (/timeout|timed out/i.test(message) || code === 'ETIMEDOUT')
    return wrong(
      'connect',
      'down',
      `${asked} gave no answer within ${connectTimeoutMs} ms: a firewall may drop what we send, or the node stands still.`,
    );
  if (code === 'ECONNRESET' || /clos/i.test(message))
    return wrong(
      'encryption',
      'encryption',
      tls === false
        ? `${asked} ended our plain connection: it may want encrypted ones. Set tls.`
        : `${asked} ended our encrypted connection: it may want plain ones. Set tls to false.`,
    );
  return wrong('connect', 'down', `${asked} did not let us in: ${sentenceOf(reason)}`);
}

function isOfTls(code: string, message: string): boolean {
  return (
    /^(ERR_TLS|ERR_SSL|CERT_|EPROTO)/.test(code) ||
    /(SELF_SIGNED|UNABLE_TO_|DEPTH_ZERO)/.test(code) ||
    /certificate|wrong version number|SSL|TLS/.test(message)
  );
}
