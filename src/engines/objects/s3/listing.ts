import {
  DeleteObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { ObjectInfo, Objects } from '../index.ts';
import { bareEtag } from './fetching.ts';
import { told, toldOf } from './told.ts';

/** What S3 takes in one call. */
const mostAtOnce = 1_000;

interface Where {
  readonly bucket: string;
  readonly prefix: string;
}

/** Pages are filled: a store may end one early. */
export function listing(client: S3Client, { bucket, prefix }: Where): Objects['list'] {
  return async (wanted, { after, limit = mostAtOnce } = {}) => {
    const found: ObjectInfo[] = [];
    let token: string | undefined;
    while (found.length < limit) {
      const command = new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix + wanted,
        MaxKeys: limit - found.length,
        ...(token !== undefined && { ContinuationToken: token }),
        ...(token === undefined && after !== undefined && { StartAfter: prefix + after }),
      });
      const page: ListObjectsV2CommandOutput = await told({ key: wanted }, () => client.send(command));
      // Stores that lie on folders may show a folder.
      for (const { Key = '', Size = 0, ETag, LastModified } of page.Contents ?? [])
        if (!Key.endsWith('/'))
          found.push({
            key: Key.slice(prefix.length),
            bytes: Size,
            etag: bareEtag(ETag),
            modifiedAt: LastModified?.getTime() ?? 0,
          });
      token = page.NextContinuationToken;
      if (page.IsTruncated !== true || token === undefined) break;
    }
    return found;
  };
}

/** A thousand at a time. What a store says of a single key fails the whole: absent keys are no error, so all go again. */
export async function deleteAll(
  client: S3Client,
  { bucket, names }: { readonly bucket: string; readonly names: readonly string[] },
): Promise<void> {
  for (let at = 0; at < names.length; at += mostAtOnce) {
    const some = names.slice(at, at + mostAtOnce);
    const command = new DeleteObjectsCommand({
      Bucket: bucket,
      Delete: { Quiet: true, Objects: some.map((Key) => ({ Key })) },
    });
    const { Errors = [] } = await told({ key: some[0] ?? '' }, () => client.send(command));
    const [failed] = Errors.filter(({ Code }) => Code !== 'NoSuchKey');
    if (failed === undefined) continue;
    const { Code = '', Message = '', Key = '' } = failed;
    throw toldOf(Object.assign(new Error(Message), { name: Code }), { key: Key });
  }
}
