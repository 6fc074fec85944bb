import type { EncoderRun, MediaInput } from '../index.ts';

/** Hashes that are remembered. */
const most = 1000;

/**
 * Most sources are one file that is read as it is. To find that out takes half a dozen requests, and a film has dozens
 * of jobs: it is remembered by the source's hash.
 */
export function plainSources(
  look: (input: MediaInput, run: EncoderRun) => Promise<MediaInput>,
): (input: MediaInput, run: EncoderRun) => Promise<MediaInput> {
  const plain = new Set<string>();
  return async (input, run) => {
    const { source } = run;
    if (source !== undefined && plain.has(source)) return input;
    const found = await look(input, run);
    if (source === undefined || found !== input) return found;
    const [oldest] = plain;
    if (plain.size >= most && oldest !== undefined) plain.delete(oldest);
    plain.add(source);
    return found;
  };
}
