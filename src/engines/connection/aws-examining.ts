// How an examination tells what AWS's services, and servers that speak like them, answer, or that they do not.
import type { Clock } from '../../kit/index.ts';
import { type Fault, faultOf, refusalOf } from './aws-refusals.ts';
import { type Finding, type FindingCode, fine, wrong } from './finding.ts';

/** What is examined, as a sentence names it. */
export interface Examined {
  /** `the store at http://…`. */
  readonly what: string;
  readonly connectTimeoutMs: number;
}

/** A clock that is off by more makes leases, tickets and signed addresses end too early or too late. */
const mostOffMs = 2_000;

const toDo: Readonly<Record<FindingCode, string>> = {
  down: 'Start it, or mend `endpoint`.',
  encryption: 'Give `tls` the authority that it is signed by (`ca`), or an `endpoint` that begins as it is reached.',
  credentials: 'Check `accessKeyId` and `secretAccessKey`, or the environment, profile or role that stand for them.',
  'too-old': 'Bring it up to date.',
  missing: 'Make it, or allow these credentials to make it.',
  permissions: 'Allow it in the policy of these credentials.',
  settings: 'Mend the settings.',
  clock: 'Let both clocks be set from the network.',
  slow: 'Move it nearer.',
};

/** A finding for what was tried in vain. */
export function failed(tried: string, error: unknown, { what, connectTimeoutMs }: Examined): Finding {
  const fault = faultOf(error);
  const refusal = refusalOf(fault);
  if (refusal !== undefined) {
    const { kind, why } = refusal;
    return wrong(tried, kind, `${capital(what)} refuses: ${why}. ${toDo[kind]}${detailOf(kind, fault)}`);
  }
  return wrong(tried, ...silence(fault, { what, connectTimeoutMs }));
}

function silence({ code, name, message, status }: Fault, { what, connectTimeoutMs }: Examined): [FindingCode, string] {
  if (code === 'ECONNREFUSED') return ['down', `Nothing listens at ${what}. ${toDo.down}`];
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return [
      'down',
      `The name of ${what} is not known here (${code}). Mend \`endpoint\`, or what names are looked up in.`,
    ];
  if (/did not establish a connection/.test(message))
    return [
      'down',
      `${capital(what)} took no connection within ${connectTimeoutMs} ms. See whether it runs, and whether a firewall lies between.`,
    ];
  if (name === 'TimeoutError')
    return ['down', `${capital(what)} took a connection and did not answer in time. See how it does.`];
  if (/^HPE_|Expected|Unexpected|char/.test(`${code}${message}`) && status === undefined)
    return ['settings', `What answers at ${what} does not speak like it (${code || message}). Mend \`endpoint\`.`];
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return [
      'down',
      `${capital(what)} broke the connection off. It may want encryption, or be starting: see \`endpoint\`.`,
    ];
  return ['settings', `${capital(what)} answers: ${name} ${status ?? ''} ${message}`.trimEnd()];
}

function detailOf(kind: FindingCode, { message }: Fault): string {
  return (kind === 'permissions' || kind === 'settings') && message !== '' ? ` It says: ${message}` : '';
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

type Answering = (args: unknown) => Promise<{ readonly response?: unknown }>;
type Add = (
  middleware: (next: Answering) => Answering,
  options: { readonly step: string; readonly priority: string },
) => void;

/** Notes by how much the server's clock is off, at each answer; undefined before the first. `client` is any of AWS's. */
export function watchClock(
  client: { readonly middlewareStack: { readonly add: unknown } },
  clock: Pick<Clock, 'now'>,
): () => number | undefined {
  let offMs: number | undefined;
  const stack = client.middlewareStack as { readonly add: Add };
  stack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const { headers = {} } = (answer.response ?? {}) as { readonly headers?: Readonly<Record<string, string>> };
      const told = Date.parse(headers.date ?? '');
      // Told in whole seconds, cut off.
      if (!Number.isNaN(told)) offMs = told + 500 - clock.now();
      return answer;
    },
    { step: 'deserialize', priority: 'low' },
  );
  return () => offMs;
}

export function clockFinding(offMs: number | undefined, what: string): Finding {
  if (offMs === undefined) return fine('clock', `${capital(what)} tells no time.`);
  if (Math.abs(offMs) <= mostOffMs) return fine('clock', 'The clocks agree to two seconds.');
  const seconds = Math.round(Math.abs(offMs) / 1_000);
  const which = offMs > 0 ? 'ahead of' : 'behind';
  return wrong('clock', 'clock', `The clock of ${what} is ${seconds} s ${which} this machine’s. ${toDo.clock}`);
}
