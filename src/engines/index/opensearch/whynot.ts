import { errors } from '@opensearch-project/opensearch';
import { sentenceOf } from '../../../kit/index.ts';
import { type Finding, wrong } from '../../connection/index.ts';
import type { OpensearchOptions } from './options.ts';

/** Why no node is to be spoken with, told apart by what has to be mended. */
export function whyNot(error: unknown, { nodes, user, requestTimeoutMs }: OpensearchOptions): Finding {
  const places = nodes.map((node) => new URL(node).host).join(', ');
  const { statusCode } = error as { readonly statusCode?: number };
  const text = textOf(error);
  if (statusCode === 401)
    return wrong(
      'credentials',
      'credentials',
      user === undefined
        ? `${places} asks who comes: set "user" and "password".`
        : `${places} refused user ${user}: look at "user" and its password.`,
    );
  if (statusCode === 403)
    return wrong('credentials', 'permissions', `User ${user ?? '(none)'} may not even ask ${places} what it is.`);
  if (error instanceof errors.TimeoutError || /timed? ?out/i.test(text))
    return wrong(
      'connect',
      'down',
      `${places} gave no answer in ${requestTimeoutMs} ms: a firewall, or a node that hangs.`,
    );
  if (/ENOTFOUND|EAI_AGAIN/.test(text))
    return wrong('connect', 'down', `No name server knows ${places}: look at "nodes".`);
  if (/ECONNREFUSED/.test(text))
    return wrong('connect', 'down', `Nothing listens at ${places}. Start OpenSearch, or look at "nodes".`);
  if (/certificate|self-signed|SSL|TLS|EPROTO|wrong version number/i.test(text))
    return wrong(
      'encryption',
      'encryption',
      `No encrypted connection to ${places}: ${text}. Look at "tls", its ca above all, and at the addresses: https or http.`,
    );
  if (/socket hang up|ECONNRESET/.test(text))
    return wrong(
      'encryption',
      'encryption',
      `${places} hung up: if it speaks encrypted only, its address begins with https.`,
    );
  return wrong('connect', 'down', `${places}: ${sentenceOf(error)}.`);
}

function textOf(error: unknown): string {
  const { message = '', meta } = error as {
    readonly message?: string;
    readonly meta?: { readonly meta?: { readonly connection?: unknown } };
  };
  const cause = (error as { readonly cause?: Error }).cause;
  return [message, cause?.message, (meta as { readonly body?: unknown } | undefined)?.body]
    .filter((each) => typeof each === 'string')
    .join(' ')
    .trim();
}
