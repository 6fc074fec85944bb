/** An exact fraction, as frame rates and time bases are. */
export interface Rational {
  readonly num: number;
  readonly den: number;
}

/** Reads `30000/1001` or `25`. Returns undefined when it is not a fraction with a positive denominator. */
export function parseRational(text: string): Rational | undefined {
  const match = /^(-?\d+)(?:[/:](\d+))?$/.exec(text.trim());
  if (match === null) return undefined;
  const den = match[2] === undefined ? 1 : Number(match[2]);
  return den === 0 ? undefined : reduce({ num: Number(match[1]), den });
}

export function reduce({ num, den }: Rational): Rational {
  const divisor = gcd(Math.abs(num), den) || 1;
  return { num: num / divisor, den: den / divisor };
}

export function toNumber({ num, den }: Rational): number {
  return num / den;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
