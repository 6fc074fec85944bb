/** A message that one receiver holds for a while. */
export interface Ticket {
  readonly id: string;
  readonly body: string;
  /** Stands for this holding of it; a later holder gets another. */
  readonly receipt: string;
  /** About how often it was received, this time included. */
  readonly receives: number;
}

/**
 * Queues of short texts, and no more than SQS can.
 *
 * At least once and in no promised order: a ticket may be received twice, even while somebody holds it. Durable once the
 * promise resolves. Any call may fail with a `transient` error although it was done (`queue.uncertain`) or because it was
 * one too many (`queue.throttled`); platform tries those again. Names of queues are of `[a-z0-9-]`, 1 to 60 characters.
 */
export interface Queue {
  /**
   * Bodies are texts of 1 to 262,144 bytes in UTF-8 that XML can carry. They are seen after `delayMs`: 0 to 15 minutes.
   * Errors: `queue.bad-body`, `queue.too-large` before any is sent; `queue.partly-done`, a `PartlyDone`, after some were.
   */
  send(queue: string, bodies: readonly string[], options?: { readonly delayMs?: number }): Promise<void>;
  /** Waits up to `waitMs` for at least one ticket, then hides what it returns. May come back with none before that. */
  receive(queue: string, options: ReceiveOptions): Promise<readonly Ticket[]>;
  /**
   * Hides it for `visibilityMs` from now on; 0 gives it back at once. Twelve hours after it was received it is seen again
   * whatever was said. Errors: `queue.receipt-lost`, where the engine can tell (`fencing`).
   */
  extend(queue: string, receipt: string, visibilityMs: number): Promise<void>;
  /**
   * Takes tickets off the queue, ten at a time or more. A lost receipt is no error, and may or may not take its ticket off.
   * Errors: `queue.partly-done`, as for `send`.
   */
  acknowledge(queue: string, receipts: readonly string[]): Promise<void>;
  /** About how many can be received and how many are held or delayed, as it was up to `depthLagMs` ago. */
  depth(queue: string): Promise<Depth>;
  /** How far behind `depth` may be. */
  readonly depthLagMs: number;
  /**
   * The queue of another's dead letters: what was received `maxReceives` times without being acknowledged lies there once
   * somebody asks the queue for it again. It is received, acknowledged and measured as any other, but nothing dies there.
   */
  deadLettersOf(queue: string): string;
  /** Sends the dead letters of a queue back to it. May go on after the promise has resolved. */
  redrive(queue: string): Promise<void>;
  close(): Promise<void>;
}

export interface ReceiveOptions {
  /** 1 to 10. */
  readonly limit: number;
  /** 0 to 20,000. An engine may round it up to whole seconds. */
  readonly waitMs: number;
  /** 0 to 15 minutes. An engine may round it up to whole seconds; who needs a ticket for longer extends. */
  readonly visibilityMs: number;
  readonly signal?: AbortSignal;
}

export interface Depth {
  readonly visible: number;
  readonly hidden: number;
}
