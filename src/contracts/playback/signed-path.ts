/**
 * Signed media paths: `/{kid}.{exp}.{sig}/{title}/{version}/{rendition}/{file}`.
 *
 * The signature covers one rendition's folder, so that its playlist and its media, addressed relatively, inherit
 * it. It is an MD5 in base64url over `{exp}/{title}/{version}/{rendition} {secret}`, because that is what NGINX's
 * secure_link module can check by itself; the secret comes last, so the digest cannot be extended.
 */
export interface SignedPath {
  readonly keyId: string;
  /** Unix seconds. */
  readonly expires: number;
  readonly signature: string;
  /** `{title}/{version}/{rendition}`. */
  readonly folder: string;
  readonly file: string;
}

const pattern =
  /^\/([A-Za-z0-9-]{1,64})\.(\d{1,12})\.([A-Za-z0-9_-]{22})\/([A-Za-z0-9-]+\/[A-Za-z0-9-]+\/[A-Za-z0-9-]+)\/([A-Za-z0-9-]+\.[a-z0-9]+)$/;

/** Takes a request's path apart. Undefined where it has not exactly this form: nothing is decoded or tidied. */
export function parseSignedPath(path: string): SignedPath | undefined {
  const match = pattern.exec(path);
  if (match === null) return undefined;
  const [, keyId = '', expires = '', signature = '', folder = '', file = ''] = match;
  return { keyId, expires: Number(expires), signature, folder, file };
}

/** What is hashed. `secret` is the key's own text as it stands in the key ring. */
export function signedText(folder: string, expires: number, secret: string): string {
  return `${expires}/${folder} ${secret}`;
}

/** The signed prefix of a folder, ending in `/`. `digest` is MD5 in base64url without padding. */
export function signedPrefix(
  folder: string,
  sign: {
    readonly keyId: string;
    readonly expires: number;
    readonly secret: string;
    readonly digest: (text: string) => string;
  },
): string {
  return `/${sign.keyId}.${sign.expires}.${sign.digest(signedText(folder, sign.expires, sign.secret))}/${folder}/`;
}
