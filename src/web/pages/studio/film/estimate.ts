/** A guess of what remains, and when it was made: between two guesses the time runs on by itself. */
export interface Guess {
  readonly seconds: number;
  /** Milliseconds of a monotonic clock. */
  readonly madeAt: number;
}

/** A new guess replaces the old where they differ by more than this share: numbers that jump about tell nothing. */
const worthTelling = 0.15;

/** The guess to go by after `seconds` were told. */
export function nextGuess(before: Guess | undefined, seconds: number | undefined, now: number): Guess | undefined {
  if (seconds === undefined || !Number.isFinite(seconds)) return undefined;
  const fresh = { seconds, madeAt: now };
  if (before === undefined) return fresh;
  const left = leftOf(before, now);
  return Math.abs(left - seconds) > worthTelling * Math.max(left, seconds, 10) ? fresh : before;
}

/** Seconds that remain by a guess; never less than one while there is work. */
export function leftOf({ seconds, madeAt }: Guess, now: number): number {
  return Math.max(1, seconds - (now - madeAt) / 1000);
}

/** A length of time as one would say it of something that is not sure: whole minutes, or five seconds at a time. */
export function roughly(seconds: number): number {
  if (seconds < 60) return Math.max(5, Math.ceil(seconds / 5) * 5);
  if (seconds < 3600) return Math.ceil(seconds / 60) * 60;
  return Math.ceil(seconds / 300) * 300;
}
