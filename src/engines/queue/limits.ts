// What every adapter refuses alike, before it asks its engine.
import { queueErrors } from './errors.ts';
import type { ReceiveOptions } from './index.ts';

/** Of one body, in UTF-8. SQS has taken more since 2025, the servers that speak like it do not. */
export const mostBodyBytes = 262_144;
const mostHidden = 15 * 60_000;
const longestPoll = 20_000;
const deadSuffix = '-dead';

/** What no document of XML 1.0 can hold, not even escaped; half a character among it. */
const notOfXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** Errors: `queue.bad-request`, `queue.bad-body`, `queue.too-large`. */
export function checkSend(queue: string, bodies: readonly string[], delayMs: number): void {
  checkQueue(queue);
  if (isDeadLetters(queue)) throw bad('Nothing is sent to dead letters; they come there by themselves.');
  checkSpan('A delay', delayMs, mostHidden);
  bodies.forEach(checkBody);
}

/** Errors: `queue.bad-request`. */
export function checkReceive(queue: string, { limit, waitMs, visibilityMs }: ReceiveOptions): void {
  checkQueue(queue);
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= 10)) throw bad('A limit is 1 to 10.');
  checkSpan('Waiting', waitMs, longestPoll);
  checkSpan('Hiding a ticket', visibilityMs, mostHidden);
}

/** Errors: `queue.bad-request`. */
export function checkExtend(queue: string, visibilityMs: number): void {
  checkQueue(queue);
  checkSpan('Hiding a ticket', visibilityMs, mostHidden);
}

export function deadLettersOf(queue: string): string {
  return `${queue}${deadSuffix}`;
}

export function isDeadLetters(queue: string): boolean {
  return queue.endsWith(deadSuffix);
}

function checkBody(body: string): void {
  if (body === '') throw queueErrors.error('queue.bad-body', { why: 'It is empty.' });
  const found = notOfXml.exec(body);
  if (found !== null) {
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw queueErrors.error('queue.bad-body', { why: `It has the character U+${code}.` });
  }
  const bytes = Buffer.byteLength(body);
  if (bytes > mostBodyBytes) throw queueErrors.error('queue.too-large', { most: mostBodyBytes, bytes });
}

function checkQueue(queue: string): void {
  if (!/^[a-z0-9][a-z0-9-]{0,64}$/.test(queue)) throw bad(`${queue} is no name of a queue.`);
}

function checkSpan(what: string, ms: number, most: number): void {
  if (!(ms >= 0 && ms <= most)) throw bad(`${what} takes 0 to ${most} milliseconds.`);
}

function bad(why: string): Error {
  return queueErrors.error('queue.bad-request', { why });
}
