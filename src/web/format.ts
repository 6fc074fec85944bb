import { words } from './words/index.ts';

/** `1:02:03`, `2:03`: a place in a film, as players show it. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** `1 h 52 min`, `12 min`, `30 s`: a length, as people say it. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return words.span.seconds(whole);
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return words.span.minutes(minutes);
  return words.span.hours(Math.floor(minutes / 60), minutes % 60);
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** `1.4 GB`, in the reader's own habits. */
export function fileSize(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const unit = units[step] ?? 'byte';
  const format = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: step > 2 ? 1 : 0 } as const;
  return new Intl.NumberFormat(undefined, format).format(bytes / 1000 ** step);
}

/** `yesterday`, `3 days ago`. */
export function ago(iso: string, now: number): string {
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
  const minutes = Math.round((Date.parse(iso) - now) / 60_000);
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute');
  if (Math.abs(minutes) < 24 * 60) return format.format(Math.round(minutes / 60), 'hour');
  return format.format(Math.round(minutes / (24 * 60)), 'day');
}

/** `2.4`: megabits from bits, in the reader's own habits. */
export function megabits(bits: number): string {
  return new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(bits / 1e6);
}

/** A language's name in the reader's own, or undefined where the code says nothing. */
export function languageName(code: string): string | undefined {
  if (code === '' || code === 'und') return undefined;
  try {
    const name = new Intl.DisplayNames(undefined, { type: 'language' }).of(code);
    return name === undefined ? code : name.charAt(0).toLocaleUpperCase() + name.slice(1);
  } catch {
    return code;
  }
}
