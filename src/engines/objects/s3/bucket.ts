import { CreateBucketCommand, HeadBucketCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { Logger } from '../../../host/index.ts';
import { sentenceOf } from '../../../kit/index.ts';
import { faultOf } from '../../connection/index.ts';
import { hasAbortRule, makeAbortRule } from './lifecycle.ts';
import type { S3Options } from './options.ts';
import { told } from './told.ts';

type Ensuring = Pick<S3Options, 'bucket' | 'prefix' | 'abandonedDays' | 'region'> & { readonly logger: Logger };

/** The bucket is there, and what is abandoned in it goes away. Errors: `objects.refused`, `objects.unreachable`. */
export async function ensureBucket(client: S3Client, { logger, ...options }: Ensuring): Promise<void> {
  if (!(await isThere(client, options.bucket))) {
    await told({ key: '' }, () => makeBucket(client, options));
    logger.info('made the bucket', { bucket: options.bucket });
  }
  try {
    if (!(await hasAbortRule(client, options))) await makeAbortRule(client, options);
  } catch (error) {
    // Some stores have no such rules, and some keys may not make them. Our own sweep sees most of what they are for.
    logger.info('the bucket has no rule for abandoned uploads', { bucket: options.bucket, why: sentenceOf(error) });
  }
}

async function isThere(client: S3Client, bucket: string): Promise<boolean> {
  return told({ key: '' }, async () => {
    try {
      await client.send(new HeadBucketCommand({ Bucket: bucket }));
      return true;
    } catch (error) {
      const { status } = faultOf(error);
      if (status === 404) return false;
      // Who may use the objects need not be allowed to look at the bucket.
      if (status === 403) return true;
      // A HEAD is answered without a word; this says why.
      await client.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 }));
      throw error;
    }
  });
}

/** By whichever process is first. */
export async function makeBucket(
  client: S3Client,
  { bucket, region }: Pick<S3Options, 'bucket' | 'region'>,
): Promise<void> {
  // The oldest region is the one that must not be named.
  const elsewhere =
    region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region as never } };
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket, ...elsewhere }));
  } catch (error) {
    if (faultOf(error).name !== 'BucketAlreadyOwnedByYou') throw error;
  }
}
