import { type EventKind, type FollowedEvent, readPayload } from '../../contracts/index.ts';
import type { StoredRecord } from '../../engines/log/index.ts';
import { followingErrors } from './errors.ts';

/** What is needed of a record to read the event in it. */
export interface EventRecord extends Pick<StoredRecord, 'offset' | 'value'> {
  readonly partition: number;
}

/**
 * The event in a record; undefined where it is of another kind than these.
 * Errors: `following.no-event`, `following.newer-version`, `following.bad-payload`.
 */
export function readEvent(
  kinds: readonly EventKind[],
  { partition, offset, value }: EventRecord,
): FollowedEvent | undefined {
  const event = parsed(value);
  const kind = kinds.find(({ type }) => type === event.type);
  if (kind === undefined) return undefined;
  const { v = 1, type } = event;
  const known = kind.v ?? 1;
  if (v > known) throw followingErrors.error('following.newer-version', { type, v, known });
  const read = readPayload(kind, event.payload);
  if ('why' in read) throw followingErrors.error('following.bad-payload', { type, why: read.why });
  return { ...event, payload: read.payload, place: { partition, offset } };
}

/** The type of the event in a record, where it is one. */
export function typeIn(value: string): string | undefined {
  try {
    return parsed(value).type;
  } catch {
    return undefined;
  }
}

function parsed(value: string): Omit<FollowedEvent, 'place'> {
  let event: unknown;
  try {
    event = JSON.parse(value);
  } catch (error) {
    throw followingErrors.error('following.no-event', { why: 'it is not JSON' }, error);
  }
  const { id, type, key, at, v } = (event ?? {}) as Record<string, unknown>;
  if ([id, type, key, at].some((field) => typeof field !== 'string'))
    throw followingErrors.error('following.no-event', { why: 'its id, type, key or time is missing' });
  if (v !== undefined && typeof v !== 'number')
    throw followingErrors.error('following.no-event', { why: 'its version is no number' });
  return event as Omit<FollowedEvent, 'place'>;
}
