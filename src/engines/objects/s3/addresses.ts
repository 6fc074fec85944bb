import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Clock } from '../../../kit/index.ts';

/** Where an object is read, signed; as Node's client takes it, so that it is not taken apart at each call. */
export interface Address {
  readonly isEncrypted: boolean;
  readonly hostname: string;
  readonly port: string;
  readonly path: string;
  /** Made for this call and not earlier. */
  readonly isNew: boolean;
}

export interface Addresses {
  of(key: string): Promise<Address> | Address;
  /** After the store has refused one. */
  forget(key: string): void;
}

const goodForMs = 15 * 60_000;
/** Whoever takes one up has so long to use it. */
const marginMs = 2 * 60_000;
const mostKept = 4_000;

/**
 * Signed addresses, kept. The client takes longer over building, signing and reading one call than Node over the call
 * itself; a signed address is good for every range of its object, so that films are read in pieces at the price of the
 * bare request.
 */
export function keptAddresses(
  client: S3Client,
  { bucket, clock }: { readonly bucket: string; readonly clock: Pick<Clock, 'now'> },
): Addresses {
  const kept = new Map<string, { readonly address: Address; readonly until: number }>();

  async function sign(key: string): Promise<Address> {
    const now = clock.now();
    const { expiration } = await client.config.credentials();
    // One signed with passing credentials passes with them.
    const until = Math.min(now + goodForMs, expiration?.getTime() ?? Number.POSITIVE_INFINITY);
    const command = new GetObjectCommand({ Bucket: bucket, Key: key });
    const url = new URL(
      await getSignedUrl(client, command, {
        expiresIn: Math.ceil(goodForMs / 1_000),
        // What the client has learnt of the store's clock.
        signingDate: new Date(now + client.config.systemClockOffset),
      }),
    );
    if (kept.size >= mostKept) for (const oldest of kept.keys()) if (kept.delete(oldest)) break;
    const { protocol, port, pathname, search } = url;
    const address = {
      isEncrypted: protocol === 'https:',
      // Node's client takes an IPv6 address without its brackets.
      hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port,
      path: pathname + search,
    };
    kept.set(key, { address: { ...address, isNew: false }, until: until - marginMs });
    return { ...address, isNew: true };
  }

  return {
    of(key) {
      const found = kept.get(key);
      if (found === undefined || found.until <= clock.now()) return sign(key);
      // The one not used for longest goes first.
      kept.delete(key);
      kept.set(key, found);
      return found.address;
    },
    forget: (key) => void kept.delete(key),
  };
}
