import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import type { BijouError } from '../../../kit/index.ts';
import { PartlyDone, queueErrors } from '../errors.ts';
import { mostBodyBytes } from '../limits.ts';

/** What SQS takes in one call, however small. */
const mostEntries = 10;
/** Batches on their way at a time. */
const atOnce = 8;

export interface Entry {
  /** Its place in what was handed in. */
  readonly at: number;
  readonly text: string;
}

/** Ten at most, and as many bytes together as a single body may have. */
export function batchesOf(texts: readonly string[]): readonly (readonly Entry[])[] {
  const batches: Entry[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const [at, text] of texts.entries()) {
    const length = Buffer.byteLength(text);
    const last = batches.at(-1);
    if (last === undefined || last.length === mostEntries || bytes + length > mostBodyBytes) {
      batches.push([{ at, text }]);
      bytes = length;
    } else {
      last.push({ at, text });
      bytes += length;
    }
  }
  return batches;
}

/** One call; resolves to what the server says it did not do. Ids are places in the batch. */
export type SendBatch = (batch: readonly Entry[]) => Promise<readonly BatchResultErrorEntry[]>;

/**
 * Sends all, whatever becomes of some. Errors: where none was done that of the first; else `PartlyDone`, so that the others
 * are sent again, and only they.
 */
export async function sendAll(texts: readonly string[], send: SendBatch): Promise<void> {
  const batches = batchesOf(texts);
  const left: number[] = [];
  let first: unknown;
  for (let from = 0; from < batches.length; from += atOnce) {
    const some = batches.slice(from, from + atOnce);
    const outcomes = await Promise.allSettled(some.map(send));
    for (const [index, outcome] of outcomes.entries()) {
      const batch = some[index] ?? [];
      const failed = outcome.status === 'fulfilled' ? outcome.value : [];
      if (outcome.status === 'rejected') {
        first ??= outcome.reason;
        left.push(...batch.map(({ at }) => at));
      } else if (failed.length > 0) {
        first ??= errorOf(failed[0]);
        left.push(...failed.flatMap(({ Id }) => batch.slice(Number(Id), Number(Id) + 1).map(({ at }) => at)));
      }
    }
  }
  if (left.length === 0) return;
  if (left.length === texts.length) throw first;
  throw new PartlyDone({ left, all: texts.length });
}

function errorOf(failed: BatchResultErrorEntry | undefined): BijouError {
  const { SenderFault, Code = '', Message = '' } = failed ?? {};
  if (SenderFault !== true) return queueErrors.error('queue.throttled', {}, failed);
  if (/InvalidMessageContents/.test(`${Code} ${Message}`)) return queueErrors.error('queue.bad-body', { why: Message });
  return queueErrors.error('queue.refused', { why: `${Code} ${Message}` });
}
