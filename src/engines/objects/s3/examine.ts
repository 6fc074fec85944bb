import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type Clock, hasCode } from '../../../kit/index.ts';
import {
  clockFinding,
  type Examine,
  type Examined,
  type Finding,
  failed,
  faultOf,
  fine,
  watchClock,
  wrong,
} from '../../connection/index.ts';
import { keptAddresses } from './addresses.ts';
import { readAll } from './body.ts';
import { makeBucket } from './bucket.ts';
import { type Connected, connect } from './client.ts';
import { fetching } from './fetching.ts';
import { inMemory } from './gathering.ts';
import { hasAbortRule } from './lifecycle.ts';
import type { S3Options } from './options.ts';
import { putWhole } from './sending.ts';

/** A call that is over in less is no cause for worry. */
const slowMs = 500;
const bytes = new TextEncoder().encode('Bijou was here, and is gone again.');

/** Tries on a store what Bijou needs of it, under a key of its own, which it takes away. */
export const examineS3: Examine<S3Options> = async function* (options, { clock }) {
  const { bucket, prefix } = options;
  const connected = connect(options, clock);
  const offMs = watchClock(connected.client, clock);
  const where = options.endpoint ?? `AWS in ${options.region}`;
  const examined = { what: `the store at ${where}`, connectTimeoutMs: options.connectTimeoutMs };
  const bench: Bench = {
    ...connected,
    options,
    examined,
    clock,
    name: `${prefix}bijou-doctor-${clock.now().toString(36)}`,
  };
  let made = false;
  try {
    const found = await look(bench);
    made = found.made;
    yield found.finding;
    if (found.finding.wrong !== undefined) return;
    yield clockFinding(offMs(), examined.what);
    for (const attempt of attempts)
      yield await attempt(bench).catch((error: unknown) => failed('store', error, examined));
  } finally {
    if (made) await connected.client.send(new DeleteBucketCommand({ Bucket: bucket })).catch(() => undefined);
    connected.close();
  }
};

interface Bench extends Connected {
  readonly options: S3Options;
  readonly examined: Examined;
  readonly clock: Clock;
  /** Of the one object that is written. */
  readonly name: string;
}

type Attempt = (bench: Bench) => Promise<Finding>;

/** The bucket: whether it is there, or can be made. What answers with a word is asked, since a HEAD has none. */
async function look({
  client,
  options,
  examined,
}: Bench): Promise<{ readonly finding: Finding; readonly made: boolean }> {
  const { bucket } = options;
  const ask = () => client.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 }));
  try {
    await ask();
    return { finding: fine('connect', `The bucket ${bucket} answers.`), made: false };
  } catch (error) {
    if (faultOf(error).name !== 'NoSuchBucket') return { finding: failed('connect', error, examined), made: false };
    try {
      await makeBucket(client, options);
      await ask();
      return { finding: fine('connect', `The bucket ${bucket} is not there yet, and can be made.`), made: true };
    } catch (denied) {
      const { sentence } = failed('connect', denied, examined);
      return {
        finding: wrong('connect', 'missing', `There is no bucket ${bucket}, and it cannot be made. ${sentence}`),
        made: false,
      };
    }
  }
}

async function writeAndRead(bench: Bench): Promise<Finding> {
  const { client, options, examined, name, clock } = bench;
  const { bucket, prefix } = options;
  const key = name.slice(prefix.length);
  const addresses = keptAddresses(client, { bucket, clock });
  const obtain = fetching(bench, { addresses, options, inStore: (one) => prefix + one });
  const steps: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['write', () => client.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: bytes }))],
    ['look at', () => client.send(new HeadObjectCommand({ Bucket: bucket, Key: name }))],
    ['read', async () => readAll(await obtain({ key, range: { first: 6, last: 14 } }))],
    ['list', () => client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: name }))],
  ];
  const began = clock.monotonic();
  for (const [step, attempt] of steps) {
    try {
      await attempt();
    } catch (error) {
      return failed(`${step} an object`, hasCode(error, 'objects.refused') ? (error as Error).cause : error, examined);
    }
  }
  const eachMs = Math.round((clock.monotonic() - began) / steps.length);
  if (eachMs > slowMs)
    return wrong('write and read', 'slow', `A call takes ${eachMs} ms; beyond ${slowMs} viewers wait. Have it nearer.`);
  return fine('write and read', `Writing, looking, reading a range and listing took ${eachMs} ms each.`);
}

async function conditions({ client, options, name }: Bench): Promise<Finding> {
  const put = (condition: { readonly IfNoneMatch?: string; readonly IfMatch?: string }) =>
    client.send(new PutObjectCommand({ Bucket: options.bucket, Key: name, Body: bytes, ...condition })).then(
      () => 'done',
      (error: unknown) => (faultOf(error).status === 412 ? 'refused' : Promise.reject(error)),
    );
  const outcomes = [await put({ IfNoneMatch: '*' }), await put({ IfMatch: '"0123456789abcdef0123456789abcdef"' })];
  if (outcomes.every((one) => one === 'refused'))
    return fine('conditions', 'A put under a condition is refused where that does not hold.');
  return wrong(
    'conditions',
    'settings',
    'The store does not heed If-None-Match or If-Match on a put: of two that write, both would believe to be the first. Use a version that does.',
  );
}

async function checksums({ client, options, name }: Bench): Promise<Finding> {
  const sized = { ...inMemory(bytes), sha256: inMemory(new Uint8Array(1)).sha256 };
  const place = { client, bucket: options.bucket, key: name, name };
  const outcome = await putWhole(place, { sized, options: {} }).then(
    () => 'taken',
    (error: unknown) => (hasCode(error, 'objects.checksum-mismatch') ? 'refused' : Promise.reject(error)),
  );
  if (outcome === 'refused') return fine('checksums', 'Bytes that are not those that were sent are refused.');
  return wrong(
    'checksums',
    'settings',
    'The store takes bytes whose SHA-256 is not the one they were sent with: what is damaged on its way is kept so. Use a version that checks.',
  );
}

async function parts({ client, options, examined, name }: Bench): Promise<Finding> {
  const at = { Bucket: options.bucket, Key: name };
  try {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(at));
    try {
      await client.send(new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: bytes }));
      await client.send(new ListPartsCommand({ ...at, UploadId }));
    } finally {
      await client.send(new AbortMultipartUploadCommand({ ...at, UploadId }));
    }
    return fine('uploads', 'An upload in parts can be begun, told of and ended.');
  } catch (error) {
    return failed('uploads', error, examined);
  }
}

async function deleting({ client, options, examined, name }: Bench): Promise<Finding> {
  try {
    const { Errors = [] } = await client.send(
      new DeleteObjectsCommand({ Bucket: options.bucket, Delete: { Objects: [{ Key: name }] } }),
    );
    const [first] = Errors;
    if (first === undefined) return fine('delete', 'An object can be deleted.');
    return failed('delete', Object.assign(new Error(first.Message), { name: first.Code }), examined);
  } catch (error) {
    return failed('delete', error, examined);
  }
}

/** Not wrong where it is missing: Bijou makes it as it starts, and sweeps by itself where it may not. */
async function abandoned({ client, options }: Bench): Promise<Finding> {
  const has = await hasAbortRule(client, options).catch(() => undefined);
  if (has === true) return fine('abandoned uploads', 'The bucket has a rule that ends uploads nobody goes on with.');
  if (has === false)
    return fine(
      'abandoned uploads',
      'The bucket has no rule that ends abandoned uploads yet; it is made at the next start.',
    );
  return fine(
    'abandoned uploads',
    'The bucket’s lifecycle cannot be seen. Bijou ends abandoned uploads itself, those of a crash a day later.',
  );
}

async function versions({ client, options }: Bench): Promise<Finding> {
  const found = await client.send(new GetBucketVersioningCommand({ Bucket: options.bucket })).catch(() => undefined);
  if (found?.Status !== 'Enabled') return fine('versions', 'What is deleted is gone, as far as can be seen.');
  return wrong(
    'versions',
    'settings',
    'The bucket keeps old versions: a film that is deleted goes on taking room. Switch versioning off, or have a lifecycle rule end noncurrent versions.',
  );
}

const attempts: readonly Attempt[] = [writeAndRead, conditions, checksums, parts, deleting, abandoned, versions];
