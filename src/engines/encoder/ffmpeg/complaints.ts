import type { Complaint } from '../../../media/index.ts';

const limit = 50;

export interface ComplaintCollector {
  push(line: string, what: { readonly level: string; readonly at: number | null }): void;
  list(): readonly Complaint[];
}

/**
 * Collects what ffmpeg says against a source: errors, and warnings that bytes are corrupt. Addresses in memory and
 * the input's own address are left out, so that the same damage reads the same every time.
 */
export function complaintCollector(input: string): ComplaintCollector {
  const complaints: Complaint[] = [];
  return {
    push(line, { level, at }) {
      if (complaints.length >= limit || !isComplaint(line, level)) return;
      const text = line
        .replace(/ @ 0x[0-9a-f]+/g, '')
        .replaceAll(`file:${input}`, 'source')
        .replaceAll(input, 'source');
      complaints.push({ line: text.slice(0, 300), at: at === null ? null : Math.floor(at * 10) / 10 });
    },
    list: () => complaints,
  };
}

function isComplaint(line: string, level: string): boolean {
  // The null muxer minds repeated times, which are dealt with, and named, where pictures are collected.
  if (/^\[null\b/.test(line)) return false;
  return ['error', 'fatal', 'panic'].includes(level) || (level === 'warning' && /corrupt/i.test(line));
}
