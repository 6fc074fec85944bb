import { errorCatalogue } from '../../kit/index.ts';

export const queueErrors = errorCatalogue({
  'queue.receipt-lost': {
    status: 409,
    retry: 'never',
    sentence: 'This ticket is no longer held: its time ran out and another took it. Leave its work.',
  },
  'queue.bad-request': { status: 400, retry: 'never', sentence: 'The queue cannot do that: {why}' },
});
