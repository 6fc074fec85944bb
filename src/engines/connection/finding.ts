import type { Clock } from '../../kit/index.ts';

/** What can be wrong with an engine, in the order in which it is looked for. */
export type FindingCode =
  | 'down'
  | 'encryption'
  | 'credentials'
  | 'too-old'
  | 'missing'
  | 'permissions'
  | 'settings'
  | 'clock'
  | 'slow';

/** One thing that was tried on an engine. */
export interface Finding {
  /** What was tried, in a word or two: `connect`, `version`, `write and read`. */
  readonly tried: string;
  /** Where it went wrong: of which kind. */
  readonly wrong?: FindingCode;
  /** What is so; where it is wrong, what to do about it. */
  readonly sentence: string;
}

/**
 * Tries on a server what Bijou needs of it, under the adapter's own options, and leaves nothing behind. Ends where what
 * went wrong makes the rest pointless. Never throws: what it cannot explain is a finding too.
 */
export type Examine<Options> = (options: Options, ports: { readonly clock: Clock }) => AsyncIterable<Finding>;

export function fine(tried: string, sentence: string): Finding {
  return { tried, sentence };
}

export function wrong(tried: string, code: FindingCode, sentence: string): Finding {
  return { tried, wrong: code, sentence };
}
