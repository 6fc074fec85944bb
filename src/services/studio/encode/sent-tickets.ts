import type { Clock } from '../../../kit/index.ts';

/**
 * How many tickets were sent of late: a depth that lags does not count them yet, and tickets that are sent at each look
 * because the last ones cannot be seen would never end.
 */
export interface SentTickets {
  sent(count: number): void;
  within(ms: number): number;
}

export function sentTickets(clock: Pick<Clock, 'monotonic'>): SentTickets {
  let sendings: readonly { readonly at: number; readonly count: number }[] = [];
  return {
    sent(count) {
      sendings = [...sendings, { at: clock.monotonic(), count }];
    },
    within(ms) {
      // Who asks asks with the same span each time: what is older is of no more use.
      sendings = sendings.filter(({ at }) => clock.monotonic() - at < ms);
      return sendings.reduce((sum, { count }) => sum + count, 0);
    },
  };
}
