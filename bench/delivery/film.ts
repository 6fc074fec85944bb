import { hash } from 'node:crypto';
import { signedPrefix } from '../../src/contracts/index.ts';

/** The one rendition that every server of this bench serves, and how its address is signed. */
export const folder = '01890a5d-ac96-774b-bcce-b302099a8057/v1/720p';
export const file = 'media.mp4';
export const bytes = 24 * 1024 * 1024;
/** For this bench alone. */
export const key = { id: 'bench', secret: 'NOT-A-SECRET-BUT-FORTY-THREE-CHARACTERS-LONG' };
export const expires = 4_102_444_800;

export function digest(text: string): string {
  return hash('md5', text, 'base64url');
}

export const path = `${signedPrefix(folder, { keyId: key.id, expires, secret: key.secret, digest })}${file}`;
