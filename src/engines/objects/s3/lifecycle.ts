import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { faultOf } from '../../connection/index.ts';

/** What becomes of uploads that nobody ends: the store takes them away, where it has a rule for it. */
export interface Abandoned {
  readonly bucket: string;
  readonly prefix: string;
  readonly abandonedDays: number;
}

/** Whether some rule of the bucket covers what we begin. Rejects as the client does. */
export async function hasAbortRule(
  client: S3Client,
  { bucket, prefix }: Omit<Abandoned, 'abandonedDays'>,
): Promise<boolean> {
  return (await rulesOf(client, bucket)).some(
    (rule) =>
      rule.Status === 'Enabled' &&
      rule.AbortIncompleteMultipartUpload !== undefined &&
      prefix.startsWith(rule.Filter?.Prefix ?? rule.Prefix ?? ''),
  );
}

/** Adds our rule to those that are there. Rejects as the client does. */
export async function makeAbortRule(client: S3Client, { bucket, prefix, abandonedDays }: Abandoned): Promise<void> {
  const rules = await rulesOf(client, bucket);
  const rule: LifecycleRule = {
    ID: `bijou-abandoned-uploads${prefix === '' ? '' : `-${prefix.slice(0, -1).replaceAll('/', '-')}`}`,
    Status: 'Enabled',
    Filter: { Prefix: prefix },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: abandonedDays },
  };
  const others = rules.filter(({ ID }) => ID !== rule.ID);
  await client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: bucket,
      LifecycleConfiguration: { Rules: [...others, rule] },
    }),
  );
}

async function rulesOf(client: S3Client, bucket: string): Promise<readonly LifecycleRule[]> {
  try {
    const { Rules = [] } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }));
    return Rules;
  } catch (error) {
    if (faultOf(error).name === 'NoSuchLifecycleConfiguration') return [];
    throw error;
  }
}
