import type { Finding } from '../../../contracts/index.ts';

/** A stretch of the film, in seconds from its first picture. */
export interface Place {
  readonly at: number;
  readonly until?: number;
}

export function refused(code: string, sentence: string): Finding {
  return { code, severity: 'refused', sentence };
}

/** Something to know of: it is in the film as it was. */
export function warned(code: string, sentence: string, place?: Place): Finding {
  return { code, severity: 'warned', sentence, ...place };
}

/** Something that the source has and the film has not any more. */
export function repaired(code: string, sentence: string, place?: Place): Finding {
  return { code, severity: 'repaired', sentence, ...place };
}

/** `1:02:03.4` */
export function clockOf(seconds: number): string {
  const tenths = Math.round(Math.max(0, seconds) * 10);
  const hours = Math.floor(tenths / 36_000);
  const minutes = Math.floor(tenths / 600) % 60;
  const rest = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** `1 picture`, `2 pictures` */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
