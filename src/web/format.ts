import { dates, languageNames, lists, locale, numbers, relativeTimes } from './formats.ts';
import { words } from './words/index.ts';

/** `1:02:03`, `2:03`: a place in a film, as players show it; the same in every language, so that it can be read out. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** How long a film is, as players show it: rounded like `span`, so that its page and its player say the same. */
export function clockLength(seconds: number): string {
  return clockTime(Math.round(seconds));
}

/** `1 h 52 min`, `12 min`, `30 s`: a length, as people say it. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(Number.isFinite(seconds) ? seconds : 0));
  if (whole < 60) return words.span.seconds(count(whole));
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return words.span.minutes(count(minutes));
  const rest = minutes % 60;
  return words.span.hours(count(Math.floor(minutes / 60)), rest === 0 ? undefined : count(rest));
}

/** `1,234`. */
export function count(value: number): string {
  return numbers().format(value);
}

/** `1926`: never grouped. */
export function year(value: number): string {
  return numbers({ useGrouping: false }).format(value);
}

/** `37%` of a share from 0 to 1. */
export function percent(share: number): string {
  return numbers({ style: 'percent', maximumFractionDigits: 0 }).format(share);
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** `1.4 GB`, `2.0 MB`, `12 MB`, `0 bytes`. */
export function fileSize(bytes: number): string {
  let [step, value] = [0, Math.max(0, bytes)];
  // What would be rounded to a thousand is one of the next unit.
  while (value >= 999.5 && step < units.length - 1) [step, value] = [step + 1, value / 1000];
  const unit = units[step] ?? 'byte';
  const digits = step > 0 && value < 9.95 ? 1 : 0;
  const format = { style: 'unit', unit, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return numbers({ ...format, unitDisplay: step === 0 ? 'long' : 'short' }).format(value);
}

/** `yesterday`, `3 days ago`. */
export function ago(iso: string, now: number): string {
  const format = relativeTimes();
  const minutes = Math.round((Date.parse(iso) - now) / 60_000);
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute');
  if (Math.abs(minutes) < 24 * 60) return format.format(Math.round(minutes / 60), 'hour');
  return format.format(Math.round(minutes / (24 * 60)), 'day');
}

/** `5 Mar 2026, 14:05`. */
export function dateTime(iso: string): string {
  return dates({ dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(iso));
}

/** `2.4`: megabits from bits. */
export function megabits(bits: number): string {
  return numbers({ maximumFractionDigits: 1 }).format(bits / 1e6);
}

/** `A, B and C`. */
export function listOf(parts: readonly string[]): string {
  return lists().format(parts);
}

/** A language's name in the reader's own, or undefined where the code says nothing. */
export function languageName(code: string): string | undefined {
  if (code === '' || code === 'und') return undefined;
  try {
    const name = languageNames().of(code);
    return name === undefined ? code : name.charAt(0).toLocaleUpperCase(locale()) + name.slice(1);
  } catch {
    return code;
  }
}
