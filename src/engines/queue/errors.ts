import { BijouError, errorCatalogue } from '../../kit/index.ts';

/** What every adapter of this port may throw. */
export const queueErrors = errorCatalogue({
  'queue.receipt-lost': {
    status: 409,
    retry: 'never',
    sentence: 'This ticket is no longer held: its time ran out and another took it. Leave its work.',
  },
  'queue.bad-request': { status: 400, retry: 'never', sentence: 'The queue cannot do that: {why}' },
  'queue.bad-body': {
    status: 400,
    retry: 'never',
    sentence: 'A ticket cannot carry that: {why} Send text that XML can carry, and keep anything else in the store.',
  },
  'queue.too-large': {
    status: 413,
    retry: 'never',
    sentence: 'A ticket carries up to {most} bytes, and this body has {bytes}. Keep it in the store and send its key.',
  },
  'queue.throttled': {
    status: 503,
    retry: 'transient',
    sentence: 'The queue is asked more than it can answer at the moment. It is asked again in a while.',
  },
  'queue.uncertain': {
    status: 503,
    retry: 'transient',
    sentence: 'The queue did not answer: what was asked of it may have been done or not. It is asked again.',
  },
  'queue.unreachable': {
    status: 503,
    retry: 'transient',
    sentence: 'The queue cannot be reached ({why}). Nothing was done; it is tried again.',
  },
  'queue.refused': {
    status: 503,
    retry: 'later',
    sentence: 'The queue refuses: {why}. Whoever runs Bijou finds out more with “bijou doctor”.',
  },
  'queue.partly-done': {
    status: 503,
    retry: 'transient',
    sentence: 'The queue did {done} of {all}. The others are tried again.',
  },
});

/** Some of a batch were done and some were not. `left` are the places in the batch of those that were not. */
export class PartlyDone extends BijouError {
  readonly left: readonly number[];

  constructor({ left, all }: { readonly left: readonly number[]; readonly all: number }) {
    super(queueErrors.error('queue.partly-done', { done: all - left.length, all }).toJSON());
    this.left = left;
  }
}
