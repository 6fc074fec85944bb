import { sentenceOf } from '../../../kit/index.ts';
import { type Finding, wrong } from '../../connection/index.ts';
import { causes, isCode, KafkaFailure } from './failure.ts';
import type { KafkaOptions } from './options.ts';

/** Why no broker is to be spoken with, told apart by what has to be mended. */
export function whyNot(error: unknown, { brokers, sasl, tls, connectTimeoutMs }: KafkaOptions): Finding {
  const places = brokers.map(({ host, port }) => `${host}:${port}`).join(', ');
  const all = causes(error);
  const codes = all.map(({ code }) => code ?? '');
  const texts = all.map(({ message }) => message).join(' ');
  if (isCode(error, 'SASL_AUTHENTICATION_FAILED') || isCode(error, 'UNSUPPORTED_SASL_MECHANISM')) {
    const hint = /mechanism/i.test(texts)
      ? `The brokers do not take ${sasl?.mechanism}: choose another "sasl.mechanism".`
      : '';
    return wrong(
      'credentials',
      'credentials',
      hint || `${places} refused user ${sasl?.user}: look at "sasl.user" and its password.`,
    );
  }
  if (codes.includes('ENOTFOUND') || codes.includes('EAI_AGAIN'))
    return wrong('connect', 'down', `No name server knows ${places}: look at "brokers".`);
  if (
    tls !== false &&
    (codes.some((code) => /^(ERR_SSL|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code)) ||
      /TLS handshake/.test(texts))
  )
    return wrong(
      'encryption',
      'encryption',
      `No encrypted connection to ${places}: ${lastOf(all)}. Look at "tls", its ca above all, and at the port.`,
    );
  if (/requires TLS/.test(texts))
    return wrong('encryption', 'encryption', `${places} speaks encrypted only: set "tls".`);
  if (codes.includes('ECONNREFUSED'))
    return wrong('connect', 'down', `Nothing listens at ${places}. Start Kafka, or look at "brokers".`);
  if (/timed out/i.test(texts))
    return wrong(
      'connect',
      'down',
      `${places} gave no answer in ${connectTimeoutMs} ms: a firewall, or a broker that hangs.${plainHint(tls)}`,
    );
  return wrong('connect', 'down', `${places}: ${sentenceOf(error)}.${closedHint(error, sasl)}${plainHint(tls)}`);
}

const lastOf = (all: readonly Error[]) => all.at(-1)?.message ?? 'no reason given';

const plainHint = (tls: KafkaOptions['tls']) => (tls === false ? ' If it speaks encrypted only, set "tls".' : '');

/** A listener that wants to know who comes hangs up on whoever does not say. */
function closedHint(error: unknown, sasl: KafkaOptions['sasl']): string {
  const isClosed = error instanceof KafkaFailure && error.code === undefined && /closed/i.test(error.message);
  return isClosed && sasl === undefined ? ' If it asks who comes, set "sasl".' : '';
}
