import type { Complaint } from '../../../media/index.ts';
import { type Moment, momentSeconds } from './moment.ts';

const limit = 50;

export interface ComplaintCollector {
  push(line: string, what: { readonly level: string; readonly at: Moment | null }): void;
  /** `shifts`: of each line between jumps. */
  list(shifts: readonly number[]): readonly Complaint[];
}

/**
 * Collects what ffmpeg says against a source: errors, and warnings that bytes are corrupt. Addresses in memory and
 * the input's own address are left out, so that the same damage reads the same every time.
 */
export function complaintCollector(input: string): ComplaintCollector {
  const complaints: { line: string; at: Moment | null }[] = [];
  return {
    push(line, { level, at }) {
      if (complaints.length >= limit || !isComplaint(line, level)) return;
      const text = line
        .replace(/ @ 0x[0-9a-f]+/g, '')
        .replaceAll(`file:${input}`, 'source')
        .replaceAll(input, 'source');
      complaints.push({ line: text.slice(0, 300), at });
    },
    list(shifts) {
      // What is found while ffmpeg looks ahead is found again, in its place.
      const placed = new Set(complaints.filter(({ at }) => at !== null).map(({ line }) => line));
      return complaints
        .filter(({ line, at }) => at !== null || !placed.has(line))
        .map(({ line, at }) => ({
          line,
          at: at === null ? null : Math.floor(momentSeconds(at, shifts) * 10) / 10,
        }));
    },
  };
}

function isComplaint(line: string, level: string): boolean {
  // The null muxer minds repeated times, which are dealt with, and named, where pictures are collected.
  if (/^\[null\b/.test(line)) return false;
  return ['error', 'fatal', 'panic'].includes(level) || (level === 'warning' && /corrupt/i.test(line));
}
