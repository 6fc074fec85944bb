import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { JsonValue } from '../../../kit/index.ts';
import type { Item, Place } from '../index.ts';

export type Attributes = Record<string, AttributeValue>;

/**
 * Names of attributes: short, since they count towards an item's 400 KiB. `t` is for DynamoDB alone, which sweeps what has
 * expired within a day or two; whether it has is `x`, and looked at by whoever reads.
 */
export const names = {
  partition: 'p',
  key: 'k',
  value: 'v',
  version: 'n',
  expiresAt: 'x',
  sweptAfter: 't',
  epoch: 'e',
};

/** Items and epochs lie apart, so that no key of an item is an epoch's. */
export function keyOf({ partition, key }: Place): Attributes {
  return { p: { S: itemsOf(partition) }, k: { S: key } };
}

export function epochKeyOf(partition: string): Attributes {
  return { p: { S: `e:${partition}` }, k: { S: 'epoch' } };
}

export function itemsOf(partition: string): string {
  return `i:${partition}`;
}

export interface Stored {
  readonly text: string;
  readonly version: string;
  readonly expiresAt: number | undefined;
}

export function attributesOf(place: Place, { text, version, expiresAt }: Stored): Attributes {
  return {
    ...keyOf(place),
    v: { S: text },
    n: { S: version },
    ...(expiresAt !== undefined && { x: { N: String(expiresAt) }, t: { N: String(Math.ceil(expiresAt / 1000)) } }),
  };
}

/** The item; undefined where there is none, or it has expired. */
export function itemOf(attributes: Attributes | undefined, now: number): Item | undefined {
  const [key, value, version] = [attributes?.k?.S, attributes?.v?.S, attributes?.n?.S];
  if (key === undefined || value === undefined || version === undefined) return undefined;
  const expiresAt = attributes?.x?.N === undefined ? null : Number(attributes.x.N);
  if (expiresAt !== null && expiresAt <= now) return undefined;
  return { key, value: JSON.parse(value) as JsonValue, version, expiresAt };
}
