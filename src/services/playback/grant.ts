import { hash, timingSafeEqual } from 'node:crypto';
import { signedPrefix, signedText } from '../../contracts/index.ts';
import { playbackErrors } from './errors.ts';
import type { SigningKeyRow } from './tables.ts';

/** A manifest's permit, `{kid}.{exp}.{sig}`: signed like a media folder, over `{title}/{version}`. */
export interface ManifestGrant {
  readonly keyId: string;
  /** Unix seconds. */
  readonly expires: number;
  readonly signature: string;
}

export type SigningSecret = Pick<SigningKeyRow, 'id' | 'secret'>;

export function digest(text: string): string {
  return hash('md5', text, 'base64url');
}

export function makeGrant(key: SigningSecret, expires: number, presentation: string): string {
  return `${key.id}.${expires}.${digest(signedText(presentation, expires, key.secret))}`;
}

/** The signed address of a folder's content, ending in `/`. */
export function folderAddress(
  appliance: string,
  folder: string,
  { key, expires }: { readonly key: SigningSecret; readonly expires: number },
): string {
  const prefix = signedPrefix(folder, { keyId: key.id, expires, secret: key.secret, digest });
  return `${appliance.replace(/\/$/, '')}${prefix}`;
}

/** Errors: `playback.bad-signature` where it has not exactly the form of a grant. */
export function parseGrant(text: string): ManifestGrant {
  const match = /^([A-Za-z0-9-]{1,64})\.([1-9]\d{0,11})\.([A-Za-z0-9_-]{22})$/.exec(text);
  if (match === null) throw playbackErrors.error('playback.bad-signature');
  const [, keyId = '', expires = '', signature = ''] = match;
  return { keyId, expires: Number(expires), signature };
}

/** Errors: `playback.bad-signature`, `playback.expired`. */
export function checkGrant(
  grant: ManifestGrant,
  key: SigningSecret | undefined,
  { presentation, nowMs }: { readonly presentation: string; readonly nowMs: number },
): asserts key is SigningSecret {
  if (key === undefined) throw playbackErrors.error('playback.bad-signature');
  const expected = Buffer.from(digest(signedText(presentation, grant.expires, key.secret)));
  if (!timingSafeEqual(expected, Buffer.from(grant.signature))) throw playbackErrors.error('playback.bad-signature');
  if (Math.floor(nowMs / 1000) > grant.expires) throw playbackErrors.error('playback.expired');
}
