import type { Statement } from '../../../host/index.ts';

/** Each step of the file's tables, once (host's bringUp). */
export const steps: readonly (readonly string[])[] = [
  [
    `create table tickets (
      id integer primary key autoincrement,
      queue text not null,
      body text not null,
      sent_at integer not null,
      visible_at integer not null,
      receives integer not null default 0,
      receipt text unique,
      dead integer not null default 0
    ) strict`,
    'create index tickets_by_time on tickets (queue, dead, visible_at, id)',
  ],
];

export interface Insert {
  readonly queue: string;
  readonly bodies: readonly string[];
  readonly visibleAt: number;
  readonly now: number;
}

export function insert({ queue, bodies, visibleAt, now }: Insert): Statement {
  return {
    sql: `insert into tickets (queue, body, sent_at, visible_at)
      select ?, value, ?, ? from json_each(?) order by key`,
    values: [queue, now, visibleAt, JSON.stringify(bodies)],
  };
}

/** When the first living ticket can be seen, or could since. */
export function nextVisible({ queue }: { readonly queue: string }): Statement {
  return { sql: 'select min(visible_at) as at from tickets where queue = ? and dead = 0', values: [queue] };
}

export interface Take {
  readonly queue: string;
  readonly now: number;
  readonly limit: number;
  /** Makes this holding's receipts differ from all others'. */
  readonly holding: string;
  readonly until: number;
}

export function take({ queue, now, limit, holding, until }: Take): Statement {
  return {
    sql: `update tickets set receives = receives + 1, visible_at = ?, receipt = id || '.' || ?
      where id in (
        select id from tickets where queue = ? and dead = 0 and visible_at <= ? order by visible_at, id limit ?
      ) returning id, body, receipt, receives`,
    values: [until, holding, queue, now, limit],
  };
}

/** A dead letter's receipt is its own: the last holder's late acknowledgement does not reach it, as in SQS. */
export function bury({
  queue,
  now,
  maxReceives,
}: Readonly<{ queue: string; now: number; maxReceives: number }>): Statement {
  return {
    sql: `update tickets set dead = 1, receipt = id || '.dead'
      where queue = ? and dead = 0 and visible_at <= ? and receives >= ?`,
    values: [queue, now, maxReceives],
  };
}

export interface Hide {
  readonly queue: string;
  readonly receipt: string;
  readonly until: number;
  readonly kept: boolean;
}

/** A holding lasts until another takes the ticket, also beyond its time, or until it is given back (not `kept`). */
export function hide({ queue, receipt, until, kept }: Hide): Statement {
  return {
    sql: `update tickets set visible_at = ?, receipt = case when ? then receipt end
      where queue = ? and receipt = ? and dead = 0`,
    values: [until, kept ? 1 : 0, queue, receipt],
  };
}

export function remove({ queue, receipt }: Readonly<{ queue: string; receipt: string }>): Statement {
  return { sql: 'delete from tickets where queue = ? and receipt = ?', values: [queue, receipt] };
}

export function depth({
  queue,
  now,
  maxReceives,
}: Readonly<{ queue: string; now: number; maxReceives: number }>): Statement {
  return {
    sql: `select count(*) filter (where visible_at <= ?1 and receives < ?2) as visible,
        count(*) filter (where visible_at > ?1) as hidden
      from tickets where queue = ?3 and dead = 0`,
    values: [now, maxReceives, queue],
  };
}

export function dead({ queue, limit }: Readonly<{ queue: string; limit: number }>): Statement {
  return {
    sql: 'select id, body, receipt, receives from tickets where queue = ? and dead = 1 order by id limit ?',
    values: [queue, limit],
  };
}
