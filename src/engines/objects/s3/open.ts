import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Logger } from '../../../host/index.ts';
import { type Clock, hasCode, type Random } from '../../../kit/index.ts';
import type { ObjectHead, ObjectInfo, Objects, Presign, PutOptions } from '../index.ts';
import { checkMetadata } from '../limits.ts';
import { keptAddresses } from './addresses.ts';
import { readAll, streamOf } from './body.ts';
import { ensureBucket } from './bucket.ts';
import { type Connected, connect } from './client.ts';
import { bareEtag, fetching } from './fetching.ts';
import { inMemory, type Piece, pieces } from './gathering.ts';
import { deleteAll, listing } from './listing.ts';
import { naming, sha256Name } from './naming.ts';
import type { S3Options } from './options.ts';
import { putWhole } from './sending.ts';
import { putPieces, type StreamingPorts, sizeOfPart } from './streaming.ts';
import { told } from './told.ts';
import { s3Uploads } from './uploads.ts';

export interface S3ObjectsOptions {
  readonly options: S3Options;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/**
 * Objects in a bucket of S3, or of a store that speaks like it. Makes the bucket, and its rule for abandoned uploads, where
 * they are missing and may be made. Errors: `objects.refused`, `objects.unreachable`.
 */
export async function openS3Objects({ options, clock, random, logger }: S3ObjectsOptions): Promise<Objects> {
  const connected = connect(options, clock);
  try {
    await ensureBucket(connected.client, { ...options, logger });
    return objectsOf(connected, { options, clock, random });
  } catch (error) {
    connected.close();
    throw error;
  }
}

function objectsOf(
  connected: Connected,
  { options, clock, random }: Pick<S3ObjectsOptions, 'options' | 'clock' | 'random'>,
): Objects {
  const { client } = connected;
  const { bucket, prefix, partBytes } = options;
  const inStore = naming(prefix);
  const obtain = fetching(connected, { addresses: keptAddresses(client, { bucket, clock }), options, inStore });
  const uploads = s3Uploads(client, { bucket, prefix, inStore, clock });
  const ports: StreamingPorts = { uploads, head, clock, random };

  async function head(key: string): Promise<ObjectHead | undefined> {
    const command = new HeadObjectCommand({ Bucket: bucket, Key: inStore(key) });
    try {
      const found = await told({ key }, () => client.send(command));
      const { [sha256Name]: sha256, ...metadata } = found.Metadata ?? {};
      return {
        key,
        bytes: found.ContentLength ?? 0,
        etag: bareEtag(found.ETag),
        modifiedAt: found.LastModified?.getTime() ?? 0,
        metadata,
        ...(found.ContentType !== undefined && { contentType: found.ContentType }),
        ...(sha256 !== undefined && { sha256 }),
      };
    } catch (error) {
      if (hasCode(error, 'objects.not-found')) return undefined;
      throw error;
    }
  }

  async function putBytes(key: string, bytes: Uint8Array, given: PutOptions): Promise<ObjectInfo> {
    const place = { client, bucket, key, name: inStore(key) };
    const { ETag } = await putWhole(place, { sized: inMemory(bytes), options: given });
    return { key, bytes: bytes.byteLength, etag: bareEtag(ETag), modifiedAt: clock.now() };
  }

  return {
    async put(key, body, given = {}) {
      inStore(key);
      checkMetadata(given.metadata, given.contentType);
      if (body instanceof Uint8Array) return putBytes(key, body, given);
      const cut = pieces(body, (number) => sizeOfPart(number, partBytes));
      const first = (await cut.next()).value ?? { bytes: new Uint8Array(), isLast: true };
      if (first.isLast) return putBytes(key, first.bytes, given);
      return putPieces(key, { cut: chained(first, cut), options: given, ports });
    },
    async get(key, range) {
      const fetched = await obtain({ key, range });
      return { info: fetched.info, body: streamOf(fetched) };
    },
    read: async (key, range) => readAll(await obtain({ key, range })),
    head,
    delete: (keys) => deleteAll(client, { bucket, names: keys.map(inStore) }),
    list: listing(client, { bucket, prefix }),
    multipart: uploads,
    presign: presigning(connected, { bucket, inStore }),
    close: async () => connected.close(),
  };
}

function presigning(
  { client }: Connected,
  { bucket, inStore }: { readonly bucket: string; readonly inStore: (key: string) => string },
): Presign {
  const expiresIn = (forMs: number) => ({ expiresIn: Math.ceil(forMs / 1_000) });
  return {
    get: async (key, { forMs }) =>
      getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: inStore(key) }), expiresIn(forMs)),
    put: async (key, { forMs, contentType }) => {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: inStore(key),
        ...(contentType !== undefined && { ContentType: contentType }),
      });
      return getSignedUrl(client, command, {
        ...expiresIn(forMs),
        ...(contentType !== undefined && { signableHeaders: new Set(['content-type']) }),
      });
    },
  };
}

async function* chained(first: Piece, rest: AsyncIterable<Piece>): AsyncGenerator<Piece, void, void> {
  yield first;
  yield* rest;
}
