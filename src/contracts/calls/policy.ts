/** How a call is carried. Data, so that transport applies it and nobody else has to. */
export interface Policy {
  /**
   * The whole call, retries included. For byte routes: until the response's headers, counted from the moment when the
   * request's body last moved, so that an upload may take an hour but not stand still.
   */
  readonly timeoutMs: number;
  /** `safe`: may be sent again, because it changes nothing or carries an idempotency token. */
  readonly retry: 'safe' | 'never';
}

export const read: Policy = { timeoutMs: 5_000, retry: 'safe' };
/** Search, play and the front page: somebody waits for a picture. */
export const critical: Policy = { timeoutMs: 3_000, retry: 'safe' };
export const write: Policy = { timeoutMs: 15_000, retry: 'safe' };
export const background: Policy = { timeoutMs: 30_000, retry: 'safe' };
/** Long uploads, downloads and event streams: the time-out covers the headers alone. */
export const stream: Policy = { timeoutMs: 30_000, retry: 'never' };
