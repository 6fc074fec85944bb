import { useState } from 'preact/hooks';
import type { ErrorData } from '../../kit/index.ts';
import { dataOf } from './error.ts';

/** What a form has sent and not been answered yet, and what went wrong with it last. */
export interface Sending {
  readonly busy: boolean;
  readonly error: ErrorData | undefined;
  /** Runs what is to be done, one at a time. What it throws becomes `error`. */
  send(action: () => Promise<void>): Promise<void>;
}

export function useSending(): Sending {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorData>();

  async function send(action: () => Promise<void>): Promise<void> {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await action();
    } catch (thrown) {
      setError(dataOf(thrown));
    } finally {
      setBusy(false);
    }
  }

  return { busy, error, send };
}
