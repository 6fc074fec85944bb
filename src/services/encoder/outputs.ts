import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type Client, type Job, type JobOutput, jobOutput, type studioContract } from '../../contracts/index.ts';
import { encoderServiceErrors } from './errors.ts';

export interface OutputFile {
  /** As the contracts' `jobOutput` names it. */
  readonly name: string;
  readonly path: string;
}

/**
 * Sends one output from its file, never whole in memory, and sees that the studio stored the same bytes.
 * Errors: `studio.lease-lost`, `encoder.upload-spoilt`, the file's and the wire's.
 */
export async function sendOutput(
  studio: Client<typeof studioContract>,
  file: OutputFile,
  { job, signal }: { readonly job: Job; readonly signal: AbortSignal },
): Promise<JobOutput> {
  const hash = createHash('sha256');
  const source = createReadStream(file.path, { signal });
  const hashing = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      hash.update(chunk);
      controller.enqueue(chunk);
    },
  });
  try {
    const response = await studio.bytes('output', {
      method: 'PUT',
      params: { job: job.id, name: file.name },
      query: { lease: job.lease },
      headers: { 'content-type': 'application/octet-stream' },
      body: (Readable.toWeb(source) as ReadableStream<Uint8Array>).pipeThrough(hashing),
      signal,
    });
    const stored = jobOutput.parse(await response.json());
    if (stored.hash !== hash.digest('hex')) {
      throw encoderServiceErrors.error('encoder.upload-spoilt', { name: file.name });
    }
    return stored;
  } finally {
    source.destroy();
  }
}
