/** How a call is carried. Data, so that transport applies it and nobody else has to. */
export interface Policy {
  /**
   * The whole call, retries included. For byte routes: until the response's headers, counted from the moment when the
   * request's body last moved, so that an upload may take an hour but not stand still.
   */
  readonly timeoutMs: number;
  /** `safe`: may be sent again, because it changes nothing or carries an idempotency token. */
  readonly retry: 'safe' | 'never';
  /** What is shed last. Search, play and the front page are critical. */
  readonly priority: 'critical' | 'normal' | 'background';
  /** True where the caller may answer from its own fallback when the call fails. */
  readonly fallback: boolean;
}

export const read: Policy = { timeoutMs: 5_000, retry: 'safe', priority: 'normal', fallback: false };
export const critical: Policy = { timeoutMs: 3_000, retry: 'safe', priority: 'critical', fallback: true };
export const write: Policy = { timeoutMs: 15_000, retry: 'safe', priority: 'normal', fallback: false };
export const background: Policy = { timeoutMs: 30_000, retry: 'safe', priority: 'background', fallback: false };
/** Long uploads, downloads and event streams: the time-out covers the headers alone. */
export const stream: Policy = { timeoutMs: 30_000, retry: 'never', priority: 'normal', fallback: false };
