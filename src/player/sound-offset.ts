/** Milliseconds: the offsets that one chooses are whole ones. */
const timescale = 1000;

/**
 * A manifest of ours whose sound comes `seconds` later than it was made, or earlier where negative: each of its tracks
 * begins that far from the presentation's own beginning (ISO 23009-1, `presentationTimeOffset`). Segments, the index and
 * what is buffered then agree, and the browser does the rest. What comes before the beginning or after the end is cut.
 */
export function withSoundOffset(manifest: string, seconds: number): string {
  const offset = Math.round(-seconds * timescale);
  if (offset === 0) return manifest;
  return manifest.replaceAll(/<AdaptationSet\b[^>]*\bcontentType="audio".*?<\/AdaptationSet>/gs, (set) =>
    set.replaceAll('<SegmentBase ', `<SegmentBase timescale="${timescale}" presentationTimeOffset="${offset}" `),
  );
}
