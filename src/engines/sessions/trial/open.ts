import type { Dice } from '../../../host/index.ts';
import { sessionsErrors } from '../errors.ts';
import type { Sessions } from '../index.ts';

/**
 * A store of sessions behind a bad network: asked too much, slow, its answers lost before and after the effect, its pages
 * short. Never stale, and never with two winners: that much the port promises.
 */
export function trialSessions(sessions: Sessions, dice: Dice): Sessions {
  return {
    get: (place) => asked(() => sessions.get(place)),
    async list(partition, options) {
      const short = dice.happens(0.1) ? 1 + dice.pick(options.limit) : options.limit;
      return asked(() => sessions.list(partition, { ...options, limit: Math.min(options.limit, short) }));
    },
    put: (place, value, options) => asked(() => sessions.put(place, value, options)),
    take: (place) => asked(() => sessions.take(place)),
    delete: (place, options) => asked(() => sessions.delete(place, options)),
    epoch: (partition) => asked(() => sessions.epoch(partition)),
    raiseEpoch: (partition) => asked(() => sessions.raiseEpoch(partition)),
    close: () => sessions.close(),
  };

  async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    await dice.delay();
    if (dice.happens(0.04)) throw sessionsErrors.error('sessions.throttled');
    if (dice.happens(0.02)) throw sessionsErrors.error('sessions.unavailable');
    const answer = await ask();
    if (dice.happens(0.03)) throw sessionsErrors.error('sessions.unavailable');
    await dice.delay();
    return answer;
  }
}
