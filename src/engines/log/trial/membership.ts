import type { Dice } from '../../../host/index.ts';
import type { LogRecord, Membership, Owned } from '../index.ts';
import type { Spoil } from './spoil.ts';

export interface TrialMembershipOptions {
  readonly dice: Dice;
  readonly spoil: Spoil;
  readonly append: (
    records: readonly LogRecord[],
    write: (some: readonly LogRecord[]) => Promise<void>,
  ) => Promise<void>;
  readonly joinAgain: () => Promise<Membership>;
}

const lost = 0.1;

/** A membership that is lost now and then and joins again: what it owned before carries an old epoch. */
export function trialMembership(joined: Membership, options: TrialMembershipOptions): Membership {
  const { dice, spoil, append, joinAgain } = options;
  let current = joined;
  /** Which membership each was owned by: a late mark goes to that one, and is refused there. */
  const owners = new WeakMap<Owned, Membership>();
  const ownerOf = (owned: Owned) => owners.get(owned) ?? current;

  return {
    claimEveryMs: joined.claimEveryMs,
    async claim() {
      if (dice.happens(lost)) {
        await current.leave();
        current = await joinAgain();
        if (dice.happens(0.5)) return [];
      }
      const asked = current;
      const owned = await spoil(() => asked.claim());
      for (const each of owned) owners.set(each, asked);
      return owned;
    },
    mark: (owned, next) => spoil(() => ownerOf(owned).mark(owned, next)),
    append: (owned, topic, records) => append(records, (some) => ownerOf(owned).append(owned, topic, some)),
    leave: () => current.leave(),
  };
}
