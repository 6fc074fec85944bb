import type { FollowedEvent } from '../../contracts/index.ts';
import type { Membership, Owned, StoredRecord } from '../../engines/log/index.ts';

/** A part of a partition that is taken in one: these records, and with them all before `next`. */
export interface Run {
  readonly records: readonly StoredRecord[];
  readonly next: number;
}

export type ReadRecord = (record: {
  readonly partition: number;
  readonly offset: number;
  readonly value: string;
}) => FollowedEvent | undefined;

/** A partition as its owner follows it. */
export interface Hold {
  readonly membership: Membership;
  readonly owned: Owned;
  /** Aborts when it is owned no longer. */
  readonly signal: AbortSignal;
}

export interface KeptLetter {
  readonly partition: number;
  readonly place: number;
  readonly key: string;
  readonly value: string;
  /** Empty for one that only waits behind another of its key. */
  readonly code: string;
  readonly sentence: string;
  /** Unix milliseconds. */
  readonly at: number;
}

/** Where a follower keeps what it has done: its position and its dead letters. */
export interface Keeping {
  /** Where to read on. */
  position(hold: Hold): Promise<number>;
  /**
   * Applies the events of a run, keeps back those whose key is held up, and moves on from `from` to its end.
   * Errors: `following.overtaken`; what the events' effects throw.
   */
  take(hold: Hold, from: number, run: Run): Promise<void>;
  /** Keeps a record as a dead letter and moves on from `from` behind it. */
  bury(hold: Hold, from: number, letter: KeptLetter): Promise<void>;
  /** The oldest first. */
  letters(limit: number): Promise<readonly KeptLetter[]>;
  countLetters(): Promise<number>;
  /** Applies a letter and takes it away. False where somebody else has. Throws what its effect throws. */
  retry(letter: KeptLetter): Promise<boolean>;
}
