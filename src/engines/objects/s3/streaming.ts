import { createHash } from 'node:crypto';
import { type Clock, hasCode, isTransient, type Random } from '../../../kit/index.ts';
import type { ObjectInfo, Part, PutOptions } from '../index.ts';
import type { Piece } from './gathering.ts';
import { mustBe } from './sending.ts';
import type { S3Uploads } from './uploads.ts';

const attempts = 6;
const firstMs = 100;
/** On their way at a time, beside the one that is being gathered. */
const atOnce = 2;
/** Sizes double so often that 10,000 parts hold as much as an object may. */
const partsOfASize = 1_000;

/** Of the part of this number. */
export function sizeOfPart(number: number, partBytes: number): number {
  return partBytes * 2 ** Math.floor((number - 1) / partsOfASize);
}

export interface StreamingPorts {
  readonly uploads: S3Uploads;
  readonly head: (key: string) => Promise<ObjectInfo | undefined>;
  readonly clock: Clock;
  readonly random: Random;
}

export interface Streaming {
  readonly cut: AsyncIterable<Piece>;
  readonly options: PutOptions;
  readonly ports: StreamingPorts;
}

/**
 * A long stream as an upload in parts: nothing appears before the whole has arrived, and nothing is left where it breaks.
 *
 * The one place where the adapter itself tries again: nobody else has the pieces of a stream that has flowed by, and a film
 * of a thousand parts would fail for one that was throttled. A part may be sent as often as one likes.
 */
export async function putPieces(key: string, { cut, options, ports }: Streaming): Promise<ObjectInfo> {
  const { uploads } = ports;
  const upload = await patiently(ports, () => uploads.createWith(key, options));
  try {
    const hash = options.sha256 === undefined ? undefined : createHash('sha256');
    const parts = await sendAll(cut, (number, bytes) => {
      hash?.update(bytes);
      return patiently(ports, () => uploads.putPart(key, upload, { number, body: bytes }));
    });
    if (hash !== undefined) mustBe(key, { is: hash.digest('hex'), sha256: options.sha256 });
    return await completeSurely({ key, upload, parts, options, ports });
  } catch (error) {
    // Where even that fails the store's own rule takes it away.
    await uploads.abort(key, upload).catch(() => undefined);
    throw error;
  }
}

async function sendAll(
  cut: AsyncIterable<Piece>,
  send: (number: number, bytes: Uint8Array) => Promise<Part>,
): Promise<readonly Part[]> {
  const sent: Promise<Part>[] = [];
  try {
    for await (const { bytes } of cut) {
      if (bytes.byteLength === 0) continue;
      if (sent.length >= atOnce) await sent[sent.length - atOnce];
      const part = send(sent.length + 1, bytes);
      // Looked at below; until then it may fail unseen.
      part.catch(() => undefined);
      sent.push(part);
    }
    return await Promise.all(sent);
  } finally {
    await Promise.allSettled(sent);
  }
}

interface Completing {
  readonly key: string;
  readonly upload: string;
  readonly parts: readonly Part[];
  readonly ports: StreamingPorts;
  readonly options: PutOptions;
}

/** After an answer that was lost, an upload that is no more has been completed: nobody else knows of it. */
async function completeSurely({ key, upload, parts, options, ports }: Completing): Promise<ObjectInfo> {
  const { uploads, head } = ports;
  let inDoubt = false;

  async function isDone(): Promise<boolean> {
    return uploads.parts(key, upload).then(
      () => false,
      (error: unknown) => hasCode(error, 'objects.no-such-upload'),
    );
  }

  return patiently(ports, async () => {
    try {
      return await uploads.completeIf(key, upload, { parts, ...options });
    } catch (error) {
      const there = inDoubt && !isTransient(error) && (await isDone()) ? await head(key) : undefined;
      if (there !== undefined) return there;
      inDoubt ||= hasCode(error, 'objects.uncertain');
      throw error;
    }
  });
}

async function patiently<Result>(
  { clock, random }: Pick<StreamingPorts, 'clock' | 'random'>,
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTransient(error) || tries === attempts) throw error;
      await clock.sleep(firstMs * 2 ** tries * (0.5 + random.float() / 2));
    }
  }
}
