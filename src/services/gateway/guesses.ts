import { createHash } from 'node:crypto';
import type { Logger } from '../../host/index.ts';
import type { Clock } from '../../kit/index.ts';

/** What one address may try in a minute. */
const most = 20;
const spanMs = 60_000;
const mostAddresses = 1_000;

/** Keeps count of wrong tokens. */
export interface Guesses {
  /** True where so many others came from there of late that this one is one too many. */
  isTooMany(address: string, word: string): boolean;
}

/**
 * The same wrong word again is no further guess: a browser keeps an old token and sends it with each call. The right one
 * is never counted and opens at any time, so that nobody can keep the owner out by guessing; behind a proxy all have one
 * address.
 */
export function countGuesses({ clock, logger }: { readonly clock: Clock; readonly logger: Logger }): Guesses {
  const byAddress = new Map<string, { readonly since: number; readonly words: Set<string> }>();

  function recent(address: string): Set<string> {
    const now = clock.monotonic();
    const known = byAddress.get(address);
    if (known !== undefined && now - known.since < spanMs) return known.words;
    byAddress.delete(address);
    const words = new Set<string>();
    byAddress.set(address, { since: now, words });
    for (const oldest of byAddress.keys()) if (byAddress.size > mostAddresses) byAddress.delete(oldest);
    return words;
  }

  return {
    isTooMany(address, word) {
      const words = recent(address);
      const mark = createHash('sha256').update(word).digest('base64');
      if (words.has(mark)) return false;
      if (words.size < most) {
        words.add(mark);
        if (words.size === most) logger.warn('Somebody guesses at the owner’s token.', { address });
        return false;
      }
      return true;
    },
  };
}
