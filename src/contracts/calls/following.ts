import type { DeadLetter } from './dead-letter.ts';
import type { Event, EventKind, PayloadOf } from './event.ts';

/** An event as a follower gets it: of a kind that it asked for, and its payload read. */
export type FollowedEvent<Kind extends EventKind = EventKind> = Kind extends EventKind
  ? Event<PayloadOf<Kind>> & {
      readonly type: Kind['type'];
      /** Where it lies in its topic. Of two events of a key the later one has the higher offset. */
      readonly place: { readonly partition: number; readonly offset: number };
    }
  : never;

/**
 * Follows these kinds of a topic from its beginning; all are of one topic, and what else it tells is passed over.
 *
 * `apply` gets a run of events in order, one at least. Several processes of a service share the partitions of the topic.
 * A service with tables applies on the transaction that also stores the events' ids and the position: each takes effect once.
 * One without gets a signal that says when somebody else follows in its place, and each event at least once: its effects
 * are idempotent by the event's id.
 *
 * Where a run fails it is tried event by event. One that cannot be applied is tried again for half a minute, then kept as
 * a dead letter, and later ones of its key behind it; those of other keys go on. One that cannot be read (of a version that
 * this program does not know, say) is a dead letter at once. While it is a disk or an engine that fails, it is tried
 * for ever: that is no event's fault.
 */
export type Follow<On> = <const Kinds extends readonly EventKind[]>(
  kinds: Kinds,
  apply: (on: On, events: readonly FollowedEvent<Kinds[number]>[]) => Promise<void>,
) => Following;

/** A topic that is being followed. */
export interface Following {
  /** What is not as it should be, in a sentence; undefined where all is well. */
  trouble(): string | undefined;
  /** Those that could not be applied, the oldest first. */
  deadLetters(limit: number): Promise<readonly DeadLetter[]>;
  /** Applies them now, in order, and each key's up to the first that still cannot be. */
  retryDeadLetters(): Promise<{ readonly applied: number; readonly left: number }>;
}
