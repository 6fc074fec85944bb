import type { Kysely } from 'kysely';
import type { AnyTables } from '../engines/sql/index.ts';

/** The time during which one process leads. */
export interface Term {
  /** Aborts when another may lead from now on, or the process stops: the work ends soon. */
  readonly signal: AbortSignal;
  /** True while other processes wish to lead as well. */
  readonly isContested: boolean;
  /**
   * Refuses a leader that was taken for dead, in the transaction of what it writes: whoever leads now may have written
   * already. Errors: `sql.not-leading`.
   */
  check(tx: Kysely<AnyTables>): Promise<void>;
}

/**
 * Runs `work` in one process at a time, of all those that run this service: this one when it is its turn, which may be
 * never. A leader that dies is followed by another within a quarter of a minute; one that stops, within a second or two.
 * Work that ends or fails by itself is begun again after a moment. It ends with the service.
 */
export type Lead = (name: string, work: (term: Term) => Promise<void>) => void;
