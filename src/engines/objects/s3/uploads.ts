import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
  type ListPartsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type Clock, hasCode } from '../../../kit/index.ts';
import { objectsErrors } from '../errors.ts';
import type { Multipart, ObjectInfo, Part, PutOptions } from '../index.ts';
import { checkMetadata, checkPartNumber, checkParts } from '../limits.ts';
import { bareEtag } from './fetching.ts';
import { gathered, inMemory } from './gathering.ts';
import { metadataOf } from './naming.ts';
import { conditionally, conditionOf, putOnePart } from './sending.ts';
import { told } from './told.ts';

export interface UploadsDeps {
  readonly bucket: string;
  readonly prefix: string;
  readonly inStore: (key: string) => string;
  readonly clock: Pick<Clock, 'now'>;
}

/** The port's uploads, and what a long stream needs beyond it. */
export interface S3Uploads extends Multipart {
  createWith(key: string, options: PutOptions): Promise<string>;
  completeIf(
    key: string,
    upload: string,
    joined: { readonly parts: readonly Part[] } & PutOptions,
  ): Promise<ObjectInfo>;
}

/** Uploads in parts as S3 has them. A part that is a stream is read to its end first: its length must be known. */
export function s3Uploads(client: S3Client, { bucket, prefix, inStore, clock }: UploadsDeps): S3Uploads {
  const at = (key: string, upload: string) => ({ Bucket: bucket, Key: inStore(key), UploadId: upload });

  async function createWith(key: string, { contentType, metadata, sha256 }: PutOptions): Promise<string> {
    checkMetadata(metadata, contentType);
    const command = new CreateMultipartUploadCommand({
      Bucket: bucket,
      Key: inStore(key),
      Metadata: metadataOf(metadata, sha256),
      ...(contentType !== undefined && { ContentType: contentType }),
    });
    const { UploadId = '' } = await told({ key }, () => client.send(command));
    return UploadId;
  }

  async function parts(key: string, upload: string): Promise<readonly Part[]> {
    const found = new Map<number, Part & { readonly at: number }>();
    for (let marker: string | undefined; ; ) {
      const command = new ListPartsCommand({
        ...at(key, upload),
        ...(marker !== undefined && { PartNumberMarker: marker }),
      });
      const page: ListPartsCommandOutput = await told({ key, upload }, () => client.send(command));
      for (const { PartNumber: number = 0, ETag, Size: bytes = 0, LastModified } of page.Parts ?? []) {
        const at = LastModified?.getTime() ?? 0;
        // SeaweedFS tells of a part each time that it came. Whoever sends one again sends the same bytes.
        if ((found.get(number)?.at ?? 0) <= at) found.set(number, { number, etag: bareEtag(ETag), bytes, at });
      }
      if (page.IsTruncated !== true || page.NextPartNumberMarker === undefined) break;
      marker = page.NextPartNumberMarker;
    }
    return [...found.values()].sort((a, b) => a.number - b.number).map(({ at: _, ...part }) => part);
  }

  /** Which part it is that a store minds; stores differ in which they tell, and in whether. */
  async function faultIn(key: string, upload: string, ordered: readonly Part[]): Promise<void> {
    const there = new Map((await parts(key, upload)).map((part) => [part.number, part]));
    for (const { number, etag } of ordered)
      if (there.get(number)?.etag !== etag) throw objectsErrors.error('objects.part-missing', { key, number });
    checkParts(key, ordered);
  }

  const completeIf: S3Uploads['completeIf'] = async (key, upload, { parts: given, ...condition }) => {
    const ordered = [...given].sort((a, b) => a.number - b.number);
    if (hasSmall(key, ordered)) await faultIn(key, upload, ordered);
    const command = new CompleteMultipartUploadCommand({
      ...at(key, upload),
      MultipartUpload: { Parts: ordered.map(({ number, etag }) => ({ PartNumber: number, ETag: `"${etag}"` })) },
      ...conditionOf(condition),
    });
    try {
      const { ETag } = await conditionally(key, condition, () => told({ key, upload }, () => client.send(command)));
      const bytes = ordered.reduce((sum, part) => sum + part.bytes, 0);
      return { key, bytes, etag: bareEtag(ETag), modifiedAt: clock.now() };
    } catch (error) {
      if (hasCode(error, 'objects.part-missing') || hasCode(error, 'objects.part-too-small'))
        await faultIn(key, upload, ordered);
      throw error;
    }
  };

  return {
    createWith,
    completeIf,
    create: (key, options = {}) => createWith(key, options),
    async putPart(key, upload, { number, body, sha256 }) {
      checkPartNumber(number);
      const place = { client, bucket, key, name: inStore(key) };
      const sized = body instanceof Uint8Array ? inMemory(body) : await gathered(body);
      try {
        const etag = await putOnePart(place, { sized, upload, number, sha256 });
        return { number, etag: bareEtag(etag), bytes: sized.bytes };
      } finally {
        await sized.drop();
      }
    },
    parts,
    complete: (key, upload, given) => completeIf(key, upload, { parts: given }),
    async abort(key, upload) {
      try {
        await told({ key, upload }, () => client.send(new AbortMultipartUploadCommand(at(key, upload))));
      } catch (error) {
        if (!hasCode(error, 'objects.no-such-upload') && !hasCode(error, 'objects.not-found')) throw error;
      }
    },
    async uploads(wanted) {
      const found: { key: string; upload: string; startedAt: number }[] = [];
      for (let marker: { KeyMarker: string; UploadIdMarker: string } | undefined; ; ) {
        const command = new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix + wanted, ...marker });
        const page: ListMultipartUploadsCommandOutput = await told({ key: wanted }, () => client.send(command));
        for (const { Key = '', UploadId = '', Initiated } of page.Uploads ?? [])
          if (Key.startsWith(prefix + wanted))
            found.push({ key: Key.slice(prefix.length), upload: UploadId, startedAt: Initiated?.getTime() ?? 0 });
        const { NextKeyMarker, NextUploadIdMarker } = page;
        if (page.IsTruncated !== true || NextKeyMarker === undefined || NextUploadIdMarker === undefined) return found;
        marker = { KeyMarker: NextKeyMarker, UploadIdMarker: NextUploadIdMarker };
      }
    },
  };
}

function hasSmall(key: string, ordered: readonly Part[]): boolean {
  try {
    checkParts(key, ordered);
    return false;
  } catch {
    return true;
  }
}
