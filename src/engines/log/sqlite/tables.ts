/**
 * The steps of the file, each once, in order.
 *
 * SQLite lets one transaction write at a time, so ids rise in the order of commits, and who has read up to an id
 * never finds a smaller one later: the id is the offset.
 */
export const steps: readonly (readonly string[])[] = [
  [
    'create table topics (id integer primary key, name text not null unique, partitions integer not null) strict',
    `create table records (
      id integer primary key autoincrement,
      topic integer not null references topics (id),
      partition integer not null,
      key text not null,
      value text not null,
      at integer not null
    ) strict`,
    'create index records_in_order on records (topic, partition, id)',
  ],
  [
    'alter table records add column kind text',
    'alter table records add column ends integer not null default 0',
    // What was told before records had kinds: events of the ledger, which say their type.
    `update records set kind = value ->> '$.type', ends = coalesce(value ->> '$.type' like '%.removed', 0)
      where json_valid(value)`,
    'create index records_by_key on records (topic, key, id)',
    `create table readers (
      topic integer not null references topics (id),
      reader text not null,
      partition integer not null,
      next integer not null,
      primary key (topic, reader, partition)
    ) strict, without rowid`,
  ],
  [
    // JSON of `Keep`; null keeps everything.
    'alter table topics add column keep text',
    // JSON; null where there are none.
    'alter table records add column headers text',
    `create table members (
      id integer primary key autoincrement,
      topic integer not null references topics (id),
      reader text not null,
      beat integer not null default 0
    ) strict`,
    // A row stays when its member is gone (member 0), so that epochs go on rising.
    `create table owners (
      topic integer not null references topics (id),
      reader text not null,
      partition integer not null,
      member integer not null,
      epoch integer not null,
      primary key (topic, reader, partition)
    ) strict, without rowid`,
  ],
  [
    // Up to which record a partition's were let go by their age.
    `create table aged (
      topic integer not null references topics (id),
      partition integer not null,
      last integer not null,
      primary key (topic, partition)
    ) strict, without rowid`,
  ],
];

/** What `records.ends` holds. */
export const endCodes = { none: 0, key: 1, kind: 2 } as const;
