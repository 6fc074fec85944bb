import { open } from 'node:fs/promises';
import type { ByteSource } from '../../../media/index.ts';
import { encoderErrors } from '../errors.ts';
import type { EncoderRun, MediaInput } from '../index.ts';

const what = 'read the source';

/**
 * Calls `look` with the bytes of a source, by range. Resolves to undefined where they cannot be had so: what is wrong
 * then, ffmpeg says. Errors: those of `look`, `encoder.failed` where reading breaks off.
 */
export async function withBytes<Seen>(
  input: MediaInput,
  { signal }: Pick<EncoderRun, 'signal'>,
  look: (source: ByteSource) => Promise<Seen>,
): Promise<Seen | undefined> {
  if (!input.startsWith('http://')) return withFile(input, look);
  const first = await fetch(input, { signal, headers: { range: 'bytes=0-0' } });
  await first.arrayBuffer();
  const size = Number(/\/(\d+)$/.exec(first.headers.get('content-range') ?? '')?.[1] ?? 0);
  if (first.status !== 206 || size === 0) return undefined;
  return look({
    size,
    async read(from, to) {
      const answer = await fetch(input, { signal, headers: { range: `bytes=${from}-${to}` } });
      if (answer.status === 206) return new Uint8Array(await answer.arrayBuffer());
      await answer.body?.cancel();
      const why = `its bytes from ${from} on were answered with ${answer.status}.`;
      throw encoderErrors.error('encoder.failed', { what, why, log: '' });
    },
  });
}

async function withFile<Seen>(
  input: MediaInput,
  look: (source: ByteSource) => Promise<Seen>,
): Promise<Seen | undefined> {
  const file = await open(input).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { size } = await file.stat();
    return await look({
      size,
      async read(from, to) {
        const bytes = new Uint8Array(Math.max(0, to + 1 - from));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
        return bytes.subarray(0, bytesRead);
      },
    });
  } finally {
    await file.close();
  }
}
