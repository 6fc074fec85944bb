// Bodies on their way to the store.

import type { S3Client } from '@aws-sdk/client-s3';
import { PutObjectCommand, type PutObjectCommandOutput, UploadPartCommand } from '@aws-sdk/client-s3';
import { hasCode } from '../../../kit/index.ts';
import { objectsErrors } from '../errors.ts';
import type { PutOptions } from '../index.ts';
import type { Sized } from './gathering.ts';
import { metadataOf } from './naming.ts';
import { told } from './told.ts';

export interface Place {
  readonly client: S3Client;
  readonly bucket: string;
  /** As the port has it, and as the store does. */
  readonly key: string;
  readonly name: string;
}

/** An object in one go: whole or not at all. Every body is signed with its hash, so that the store refuses another. */
export async function putWhole(
  place: Place,
  { sized, options }: { readonly sized: Sized; readonly options: PutOptions },
): Promise<PutObjectCommandOutput> {
  const { contentType, metadata, sha256 } = options;
  mustBe(place.key, { is: sized.sha256, sha256 });
  const command = new PutObjectCommand({
    Bucket: place.bucket,
    Key: place.name,
    Body: sized.body,
    ContentLength: sized.bytes,
    ...(contentType !== undefined && { ContentType: contentType }),
    Metadata: metadataOf(metadata, sha256),
    // Once more, since some stores do not look at the one of the signature; and kept beside the bytes.
    ChecksumSHA256: Buffer.from(sized.sha256, 'hex').toString('base64'),
    ...conditionOf(options),
  });
  signedWith(command, sized.sha256);
  return conditionally(place.key, options, () => sent(place, { command, sized }));
}

export async function putOnePart(
  place: Place,
  {
    sized,
    upload,
    number,
    sha256,
  }: { readonly sized: Sized; readonly upload: string; readonly number: number; readonly sha256?: string | undefined },
): Promise<string> {
  mustBe(place.key, { is: sized.sha256, sha256 });
  const command = new UploadPartCommand({
    Bucket: place.bucket,
    Key: place.name,
    UploadId: upload,
    PartNumber: number,
    Body: sized.body,
    ContentLength: sized.bytes,
    // A part may have a checksum of another kind only where all have, and all are told again at the end.
    ContentMD5: sized.md5(),
  });
  signedWith(command, sized.sha256);
  const { ETag = '' } = await sent(place, { command, sized, upload });
  return ETag;
}

/** As S3 takes conditions, of puts and of uploads that are completed alike. */
export function conditionOf({ ifAbsent, ifMatch }: Pick<PutOptions, 'ifAbsent' | 'ifMatch'>): {
  readonly IfNoneMatch?: string;
  readonly IfMatch?: string;
} {
  return { ...(ifAbsent === true && { IfNoneMatch: '*' }), ...(ifMatch !== undefined && { IfMatch: `"${ifMatch}"` }) };
}

/** What is not there is not as it was read, either. */
export async function conditionally<Result>(
  key: string,
  { ifMatch }: Pick<PutOptions, 'ifMatch'>,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (ifMatch !== undefined && hasCode(error, 'objects.not-found'))
      throw objectsErrors.error('objects.precondition-failed', { key }, error);
    throw error;
  }
}

export function mustBe(
  key: string,
  { is, sha256 }: { readonly is: string; readonly sha256: string | undefined },
): void {
  if (sha256 !== undefined && sha256 !== is) throw objectsErrors.error('objects.checksum-mismatch', { key });
}

type Sending = PutObjectCommand | UploadPartCommand;

/** The client would hash the body once more. */
function signedWith(command: Sending, sha256: string): void {
  (command as PutObjectCommand).middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { readonly headers: Record<string, string> };
      headers['x-amz-content-sha256'] = sha256;
      return next(args);
    },
    { step: 'build', name: 'bijouContentHash' },
  );
}

/** A file that cannot be read ends its sending; Node's own pipe would leave it waiting. */
async function sent(
  { client, key }: Place,
  { command, sized, upload }: { readonly command: Sending; readonly sized: Sized; readonly upload?: string },
): Promise<PutObjectCommandOutput> {
  const broken = new AbortController();
  if (!(sized.body instanceof Uint8Array)) sized.body.on('error', (error) => broken.abort(error));
  try {
    return await told({ key, ...(upload !== undefined && { upload }) }, () =>
      client.send(command as PutObjectCommand, { abortSignal: broken.signal }),
    );
  } finally {
    if (!(sized.body instanceof Uint8Array)) sized.body.destroy();
  }
}
