const limit = 50;

/**
 * Collects what ffmpeg says against a source: errors, and warnings that bytes are corrupt. Addresses in memory and
 * the input's own address are left out, so that the same damage reads the same every time.
 */
export function complaintCollector(input: string): { push(line: string): void; list(): readonly string[] } {
  const complaints: string[] = [];
  return {
    push(line) {
      if (complaints.length >= limit || !isComplaint(line)) return;
      complaints.push(
        line
          .replace(/ @ 0x[0-9a-f]+/g, '')
          .replaceAll(input, 'source')
          .slice(0, 300),
      );
    },
    list: () => complaints,
  };
}

function isComplaint(line: string): boolean {
  // The null muxer minds repeated times, which are dealt with, and named, where pictures are collected.
  if (/^\[null\b/.test(line)) return false;
  return /\[(error|fatal|panic)\]/.test(line) || (/\[warning\]/.test(line) && /corrupt/i.test(line));
}
