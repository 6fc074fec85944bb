import { type Clock, type Random, seededRandom } from '../kit/index.ts';

/** What a trial engine asks before it does something that a network might spoil. The same seed throws the same. */
export interface Dice {
  /** True in about this share of all cases, 0 to 1. */
  happens(share: number): boolean;
  /** A whole number below `n`. */
  pick(n: number): number;
  /** Waits for a chance time of up to `mostMs`, most often hardly any. */
  delay(mostMs?: number): Promise<void>;
}

const usualMostMs = 20;

/** Each engine takes dice of its own, by name, so that one engine's calls do not change another's luck. */
export function openDice({ seed, name, clock }: DiceOptions): Dice {
  const random: Random = seededRandom(seedOf(seed, name));
  return {
    happens: (share) => random.float() < share,
    pick: (n) => Math.floor(random.float() * n),
    // Cubed, so that most waits are short and a few are long, as on a network.
    delay: (mostMs = usualMostMs) => clock.sleep(mostMs * random.float() ** 3),
  };
}

export interface DiceOptions {
  readonly seed: number;
  readonly name: string;
  readonly clock: Clock;
}

/** FNV-1a over the name, mixed with the seed. */
function seedOf(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
