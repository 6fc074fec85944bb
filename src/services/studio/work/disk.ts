import type { StudioDeps } from '../deps.ts';

export interface Disk {
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** Why nothing new is begun, as a sentence. */
  readonly held?: string;
}

/** So much is left for tables and for whatever else lives on the disk: a twentieth of it, a gigabyte at most. */
const reserveShare = 0.05;
const reserveMost = 1024 ** 3;
/** Work that was held up goes on when there is half as much again. */
const resumeAt = 1.5;

export function reserveOf(totalBytes: number): number {
  return Math.min(reserveMost, totalBytes * reserveShare);
}

/** Watches the disk that the objects lie on. */
export interface DiskWatch {
  /** As it was last seen; undefined where the store has no bounds. */
  now(): Disk | undefined;
  look(): Promise<Disk | undefined>;
  /** Bytes that may be stored before work is held up; infinite where the store has no bounds. */
  room(): number;
}

export function watchDisk({ objects }: Pick<StudioDeps, 'objects'>): DiskWatch {
  let seen: Disk | undefined;

  return {
    now: () => seen,
    async look() {
      const space = await objects.space?.();
      if (space === undefined) return undefined;
      const { freeBytes, totalBytes } = space;
      const reserve = reserveOf(totalBytes);
      const least = seen?.held === undefined ? reserve : reserve * resumeAt;
      const held =
        freeBytes < least
          ? `The disk has ${inWords(freeBytes)} left, and ${inWords(least)} are kept free. Make room, and work resumes by itself.`
          : undefined;
      seen = { freeBytes, totalBytes, ...(held === undefined ? {} : { held }) };
      return seen;
    },
    room: () => (seen === undefined ? Number.POSITIVE_INFINITY : seen.freeBytes - reserveOf(seen.totalBytes)),
  };
}

/** `3.2 GB`, in powers of 1000 as disks are sold. */
export function inWords(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = Math.max(0, bytes) / 1000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}
