/** A message that one receiver holds for a while. */
export interface Ticket {
  readonly id: string;
  readonly body: string;
  /** Stands for this holding of it; a later holder gets another. */
  readonly receipt: string;
  /** How often it was received, this time included. */
  readonly receives: number;
}

/** No more than SQS can. At least once, in no promised order. Durable once the promise resolves. */
export interface Queue {
  send(queue: string, bodies: readonly string[], options?: { readonly delayMs?: number }): Promise<void>;
  /** Waits up to `waitMs` for at least one ticket, then hides what it returns for `visibilityMs`. */
  receive(queue: string, options: ReceiveOptions): Promise<readonly Ticket[]>;
  /** Hides it for `visibilityMs` from now on; 0 gives it back at once. Errors: `queue.receipt-lost`. */
  extend(queue: string, receipt: string, visibilityMs: number): Promise<void>;
  /** Takes it off the queue. A lost receipt is no error. */
  acknowledge(queue: string, receipt: string): Promise<void>;
  depth(queue: string): Promise<{ readonly visible: number; readonly hidden: number }>;
  /** Those received more than `maxReceives` times without being acknowledged, oldest first; kept until acknowledged. */
  deadLetters(queue: string, limit: number): Promise<readonly Ticket[]>;
  close(): Promise<void>;
}

export interface ReceiveOptions {
  /** 1 to 10. */
  readonly limit: number;
  /** 0 to 20,000. */
  readonly waitMs: number;
  readonly visibilityMs: number;
  readonly signal?: AbortSignal;
}
