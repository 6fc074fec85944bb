import type { Dice } from '../../../host/index.ts';
import { logErrors } from '../errors.ts';

const refused = 0.05;
const unanswered = 0.05;
const mostDelayMs = 8;

export type Spoil = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Work over a network: it takes its time, and may not be begun, or done and not be answered. */
export function spoiler(dice: Dice): Spoil {
  return async (work) => {
    await dice.delay(mostDelayMs);
    if (dice.happens(refused)) throw logErrors.error('log.unreachable', { why: 'the connection was refused' });
    const result = await work();
    if (dice.happens(unanswered)) throw logErrors.error('log.unreachable', { why: 'the answer did not come' });
    return result;
  };
}
