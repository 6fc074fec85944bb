import { errorAnswer, wireErrors } from '../../contracts/index.ts';
import { isLoopback, type Logger, type Sender } from '../../host/index.ts';
import type { BijouError } from '../../kit/index.ts';
import { gatewayErrors } from './errors.ts';
import type { Refusal } from './strangers.ts';

/** Names that the log has been told of. */
const mostTold = 100;

/**
 * Answers strangers with a sentence. Whoever comes from this machine, as a proxy on it does, also learns which setting
 * would let them in; the log has it once for each name.
 */
export function refusing(logger: Logger): (request: Request, given: { why: Refusal; sender: Sender }) => Response {
  const told = new Set<string>();

  function tell(error: BijouError, request: Request): void {
    const about = `${error.code} ${String(error.details.host ?? error.details.origin)}`;
    if (told.has(about) || told.size >= mostTold) return;
    told.add(about);
    const { status, message, details } = error;
    logger.warn(`A request was refused. ${message}`, { status, method: request.method, ...details });
  }

  return (request, { why, sender }) => {
    const error = why === 'host' ? unknownHost(request) : unknownOrigin(request);
    tell(error, request);
    const isHere = sender.address !== undefined && isLoopback(sender.address);
    const shown = isHere ? error : plain(error);
    const answer = wantsPage(request) ? pageOf(shown) : errorAnswer(shown);
    answer.headers.set('connection', 'close');
    answer.headers.set('cache-control', 'no-store');
    return answer;
  };
}

export function tooManyGuesses(request: Request): Response {
  const error = gatewayErrors.error('gateway.too-many-guesses');
  const answer = wantsPage(request) ? pageOf(error) : errorAnswer(error);
  answer.headers.set('retry-after', '60');
  answer.headers.set('cache-control', 'no-store');
  return answer;
}

function unknownHost({ headers }: Request): BijouError {
  const host = (headers.get('host') ?? '').toLowerCase();
  return gatewayErrors.error('gateway.unknown-host', { host, name: host.replace(/:\d+$/, '') });
}

function unknownOrigin({ headers }: Request): BijouError {
  return gatewayErrors.error('gateway.unknown-origin', { origin: headers.get('origin') ?? 'another site' });
}

function plain({ code, details }: BijouError): BijouError {
  return code === 'gateway.unknown-host'
    ? wireErrors.error('request.host', details)
    : wireErrors.error('request.origin', details);
}

function wantsPage({ method, headers }: Request): boolean {
  return method === 'GET' && headers.get('accept')?.includes('text/html') === true;
}

function pageOf({ status, message }: BijouError): Response {
  const text = message.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bijou</title><p>${text}</p></html>\n`;
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'" };
  return new Response(body, { status, headers });
}
