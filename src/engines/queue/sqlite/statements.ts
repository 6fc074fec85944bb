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
  // Dead letters became a queue of their own; `dead` is 0 since.
  [`update tickets set queue = queue || '-dead', dead = 0, receipt = null where dead = 1`],
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

export interface Bury {
  readonly queue: string;
  readonly dead: string;
  readonly now: number;
  readonly maxReceives: number;
}

/** What was received too often goes to the dead letters, where the last holder's late word does not reach it. */
export function bury({ queue, dead, now, maxReceives }: Bury): Statement {
  return {
    sql: `update tickets set queue = ?, receipt = null
      where queue = ? and dead = 0 and visible_at <= ? and receives >= ?`,
    values: [dead, queue, now, maxReceives],
  };
}

/** Dead letters begin anew. */
export function redrive({ queue, dead, now }: Omit<Bury, 'maxReceives'>): Statement {
  return {
    sql: `update tickets set queue = ?, receipt = null, receives = 0, visible_at = ? where queue = ? and dead = 0`,
    values: [queue, now, dead],
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

export function remove({ queue, receipts }: Readonly<{ queue: string; receipts: readonly string[] }>): Statement {
  return {
    sql: 'delete from tickets where queue = ? and receipt in (select value from json_each(?))',
    values: [queue, JSON.stringify(receipts)],
  };
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
