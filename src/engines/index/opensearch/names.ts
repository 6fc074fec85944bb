/** Names of indexes are small letters, digits and hyphens there: what is none becomes `_` and its UTF-8 in hex. */
export function encodedName(prefix: string, name: string): string {
  return `${prefix}.${name.replace(/[^a-z0-9-]/gu, (letter) => `_${Buffer.from(letter).toString('hex')}_`)}`;
}

export function decodedName(prefix: string, encoded: string): string {
  return encoded
    .slice(prefix.length + 1)
    .replace(/_([0-9a-f]+)_/g, (_, hex: string) => Buffer.from(hex, 'hex').toString());
}
