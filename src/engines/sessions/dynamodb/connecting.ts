import { sentenceOf } from '../../../kit/index.ts';
import { type Finding, wrong } from '../../connection/index.ts';
import type { DynamodbOptions } from './options.ts';

const unknownName = new Set(['ENOTFOUND', 'EAI_AGAIN']);
const keys = new Set([
  'AccessDeniedException',
  'CredentialsProviderError',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
]);

/** Why the service did not let us in, told apart: names, refusal, silence, encryption, keys, clock. */
export function whyNot(error: unknown, { endpoint, region, connectTimeoutMs }: DynamodbOptions): Finding {
  const where = endpoint ?? `DynamoDB in ${region}`;
  const { name = '', message = '' } = error as Error;
  const code = codeOf(error);
  if (keys.has(name) && /[Ss]ignature (not yet current|expired)/.test(message))
    return wrong('clock', 'clock', `Our clock is minutes off that of ${where}: let this machine follow an NTP.`);
  if (keys.has(name))
    return wrong(
      'credentials',
      'credentials',
      `${where} does not take our keys (${name}: ${message}). Look at accessKeyId and secretAccessKey, or at the role of this machine.`,
    );
  if (code === 'ECONNREFUSED')
    return wrong('connect', 'down', `Nothing listens at ${where}: start it, or look at the address and port.`);
  if (unknownName.has(code))
    return wrong('connect', 'down', `No address is known for ${where} (${code}): look at the name or the region.`);
  if (/wrong version number/.test(message))
    return wrong('encryption', 'encryption', `${where} speaks no TLS: write http, or have it encrypt.`);
  if (/^(ERR_TLS|ERR_SSL|CERT_|EPROTO|SELF_SIGNED|UNABLE_TO_|DEPTH_ZERO)/.test(code))
    return wrong('encryption', 'encryption', `The encrypted connection to ${where} failed: ${message}`);
  if (name === 'TimeoutError' || code === 'ETIMEDOUT')
    return wrong(
      'connect',
      'down',
      `${where} gave no answer (${connectTimeoutMs} ms to connect): a firewall may drop what we send, or it stands still.`,
    );
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return wrong('encryption', 'encryption', `${where} ended our connection: it may want https, or http.`);
  if (name === 'SyntaxError' || code.startsWith('HPE_') || /deserialization|not valid JSON/i.test(message))
    return wrong('connect', 'down', `What listens at ${where} is not DynamoDB: ${message}`);
  return wrong('connect', 'down', `${where} did not let us in: ${sentenceOf(error)}`);
}

function codeOf(error: unknown): string {
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  if (typeof code === 'string') return code;
  // Several addresses were tried, each with its own reason.
  const inner = error instanceof AggregateError ? error.errors[0] : cause;
  return inner === undefined ? '' : codeOf(inner);
}
