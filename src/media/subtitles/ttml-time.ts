/** Of a document's frames and ticks, a second. */
export interface TimedRates {
  readonly frames: number;
  readonly ticks: number;
}

const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** Seconds of a time expression (TTML, 12.3.1): `00:01:02.5`, `00:01:02:12` or `00:01:02;12`, `12.5s`, `300f`; undefined where it is none. */
export function timeOf(text: string | undefined, { frames, ticks }: TimedRates): number | undefined {
  const clock = /^\s*(\d+):(\d\d?):(\d\d?)(?:[.,](\d+)|[:;](\d+)(?:\.\d+)?)?\s*$/.exec(text ?? '');
  if (clock !== null) {
    const [, hours, minutes, seconds, part = '0', frame = '0'] = clock;
    const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return whole + Number(`0.${part}`) + Number(frame) / frames;
  }
  const [, amount, unit = ''] = /^\s*(\d+(?:\.\d+)?)(h|ms|m|s|f|t)\s*$/.exec(text ?? '') ?? [];
  if (amount === undefined) return undefined;
  if (unit === 'f') return Number(amount) / frames;
  if (unit === 't') return Number(amount) / ticks;
  return Number(amount) * (units[unit] ?? 1);
}
