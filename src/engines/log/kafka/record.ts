// How the port's records lie in Kafka, whatever a topic keeps: so that what it keeps can be changed.
import type { LogRecord, StoredRecord } from '../index.ts';

export interface KafkaMessage {
  readonly key: Buffer;
  /** Null is a tombstone: compaction drops earlier ones of the same key, and in the end itself. */
  readonly value: Buffer | null;
  readonly headers: Map<Buffer, Buffer>;
}

export interface KafkaRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [Buffer | null, Buffer | null])[];
}

/** The value of a tombstone. */
const valueHeader = 'bijou-value';
/** Of a tombstone that only takes another kind along: nobody reads it. */
const silentHeader = 'bijou-silent';

/**
 * Compaction keeps the newest of each key of Kafka's, so that is the record's key and kind; one without a kind, which is
 * kept for good, has a name of its own. An end of a whole key is a tombstone for each kind that the topic has.
 */
export function messagesOf(
  record: LogRecord,
  { kinds, unique }: { readonly kinds: readonly string[]; readonly unique: () => string },
): readonly KafkaMessage[] {
  const { key, value, kind, ends, headers = {} } = record;
  const own = Object.entries(headers);
  const named = kind === undefined ? [key, null, unique()] : [key, kind];
  if (ends === undefined) return [messageOf(named, Buffer.from(value), own)];
  const others = ends === 'key' ? kinds.filter((each) => each !== kind) : [];
  return [
    ...others.map((other) => messageOf([key, other], null, [[silentHeader, '']])),
    messageOf(named, null, [...own, [valueHeader, value]]),
  ];
}

function messageOf(
  key: readonly (string | null)[],
  value: Buffer | null,
  headers: readonly (readonly [string, string])[],
): KafkaMessage {
  return {
    key: Buffer.from(JSON.stringify(key)),
    value,
    headers: new Map(headers.map(([name, text]) => [Buffer.from(name), Buffer.from(text)])),
  };
}

/** As the port tells it; undefined for what nobody reads. What others wrote into the topic is told as it is. */
export function storedOf(
  { key, value, headers }: KafkaRecord,
  { offset, at }: Pick<StoredRecord, 'offset' | 'at'>,
): StoredRecord | undefined {
  const texts = new Map(headers.map(([name, text]) => [String(name ?? ''), String(text ?? '')]));
  if (texts.has(silentHeader)) return undefined;
  const { [valueHeader]: ended, ...own } = Object.fromEntries(texts);
  return { offset, key: keyOf(key), value: value === null ? (ended ?? '') : String(value), at, headers: own };
}

function keyOf(key: Buffer | null): string {
  const text = String(key ?? '');
  try {
    const [first] = JSON.parse(text);
    if (typeof first === 'string') return first;
  } catch {
    // Not one of ours.
  }
  return text;
}

/** About how long a message is in a batch. */
export function bytesOf({ key, value, headers }: KafkaMessage): number {
  let bytes = key.length + (value?.length ?? 0) + 30;
  for (const [name, text] of headers) bytes += name.length + text.length + 10;
  return bytes;
}
