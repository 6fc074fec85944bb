/** What a key may be made of. Text is ordered by its UTF-8 bytes, integers (safe ones) by size. */
export type KeyType = 'text' | 'integer';
export type ClusteringType = KeyType | `${KeyType} descending`;
export type ColumnType = KeyType | 'real' | 'boolean' | 'bytes';

/**
 * A table as data. Names are `[a-z][a-z0-9_]*`, up to 48 letters; the order of key columns is that of declaration.
 * Choose the partition so that everything one reader asks for at once lies in one, and none grows beyond 10 MB.
 */
export interface TableShape {
  readonly name: string;
  /** Columns that say which partition a row lies in. Their text is never empty. */
  readonly partition: Readonly<Record<string, KeyType>>;
  /** Columns that order the rows of a partition and tell them apart. Without any, a partition is one row. */
  readonly clustering: Readonly<Record<string, ClusteringType>>;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** For writes that say no time to live of their own. Without it they last. */
  readonly ttlSeconds?: number;
  /**
   * Rows are put once, in about the order of time, and end by their time to live alone: an engine may then lay away what
   * was written together, and drop it whole. Rows that are changed or deleted cost more in such a table.
   */
  readonly appendOnly?: boolean;
}

/**
 * Wide rows, as Cassandra has them: no joins, no index but the key, no counters, since none of these can be repeated
 * or spread. Writes are durable once their promise resolves, and every later read sees them.
 *
 * Of two writes to one column the later wins, by **write time** (`at`), not by arrival: so a write may be repeated, and
 * may arrive late. A deletion wins over what was written before it or at the same microsecond, also over what arrives
 * after it. A tie of two values goes to the one that expires (later), else to the greater. Deletions are remembered for
 * ten days; what comes later than that may come back.
 *
 * A write that failed (`rows.unavailable`) may have been done, or may yet be, though never in part: repeat it with the
 * same `at`. Errors: those of errors.ts.
 */
export interface Rows {
  /**
   * Makes the table where it is missing, and adds columns that it lacks. Those that it has beyond the shape stay as they
   * are, so that two versions of a service may run side by side. Errors: `rows.table-differs`.
   */
  table<const Shape extends TableShape>(shape: Shape): Promise<Table<Shape>>;
  close(): Promise<void>;
}

export interface Table<Shape extends TableShape> {
  get(key: PartitionKey<Shape> & ClusteringKey<Shape>): Promise<Row<Shape> | undefined>;
  /** A page may hold fewer rows than asked for, even none: the end is where it has no `next`. */
  read(partition: PartitionKey<Shape>, slice: Slice<Shape>): Promise<Page<Row<Shape>>>;
  /** One partition's changes, all or none: up to 500, and 4 MiB; a row up to 1 MiB, larger values go in chunks. */
  write(
    partition: PartitionKey<Shape>,
    changes: readonly Change<Shape>[],
    options?: { readonly at?: number },
  ): Promise<void>;
  /**
   * A light-weight transaction: writes where the condition holds at that moment, one at a time for each partition. Costs
   * about four plain writes, more where many compete. The engine chooses its write time, so rows that are written in this
   * way are written in no other. Absent where an engine has none. After `rows.uncertain` read the row: it may be yours.
   */
  writeIf?(
    key: PartitionKey<Shape> & ClusteringKey<Shape>,
    condition: Condition<Shape>,
    change: ConditionalChange<Shape>,
  ): Promise<Outcome<Row<Shape>>>;
  /** How large a partition has become: rows that are seen, bytes of their keys and values. Costs a read of all of it. */
  measure(partition: PartitionKey<Shape>): Promise<{ readonly rows: number; readonly bytes: number }>;
}

export type Change<Shape extends TableShape> =
  /** The whole row: it is there from now on, with these columns; null takes a column's value away. */
  (
    | { readonly do: 'put'; readonly row: ClusteringKey<Shape> & Columns<Shape>; readonly ttlSeconds?: number }
    /** Some columns. A row that was never put is there as long as one of its columns has a value. */
    | {
        readonly do: 'update';
        readonly row: ClusteringKey<Shape> & Partial<Columns<Shape>>;
        readonly ttlSeconds?: number;
      }
    | { readonly do: 'delete'; readonly row: ClusteringKey<Shape> }
    /** All rows within the bounds; without any, the partition. */
    | ({ readonly do: 'delete-range' } & Bounds<Shape>)
  ) & {
    /**
     * Write time in microseconds since 1970, of this change or of the whole batch; the engine's own clock where none is
     * said. At one time deletions win: to delete and put again in one batch, give the deletion an earlier one.
     */
    readonly at?: number;
  };

/**
 * `present`; `absent`, where the change is a put; or columns, one at least, with the values that they must have. Null is
 * none, and holds of a row that is absent, too: no engine tells the two apart. A table without columns knows `absent` alone.
 */
export type Condition<Shape extends TableShape> = 'present' | 'absent' | Partial<Columns<Shape>>;

export type ConditionalChange<Shape extends TableShape> =
  | { readonly do: 'put'; readonly columns: Columns<Shape>; readonly ttlSeconds?: number }
  | { readonly do: 'update'; readonly columns: Partial<Columns<Shape>>; readonly ttlSeconds?: number }
  | { readonly do: 'delete' };

/** What stood against it, where it was not applied: the row as it was then, or right after. */
export type Outcome<Found> = { readonly applied: true } | { readonly applied: false; readonly row: Found | undefined };

/** Each bound names one or more leading clustering columns, in the table's order: `from` inclusive, `to` exclusive. */
export interface Bounds<Shape extends TableShape> {
  /** Only rows with these leading columns. */
  readonly within?: Partial<ClusteringKey<Shape>>;
  readonly from?: Partial<ClusteringKey<Shape>>;
  readonly to?: Partial<ClusteringKey<Shape>>;
}

export interface Slice<Shape extends TableShape> extends Bounds<Shape> {
  /** Rows a page, 1 to 5,000. */
  readonly limit: number;
  /** A page ends with the row that reaches this many bytes; 2 MiB unless said, never more than 8 MiB. */
  readonly maxBytes?: number;
  /** Against the table's order. */
  readonly reverse?: boolean;
  /** The `next` of the page before, of the same slice. */
  readonly after?: string | undefined;
}

export interface Page<Item> {
  readonly rows: readonly Item[];
  /** Opaque. Rows that appear while pages are turned may be seen or not; none is seen twice. */
  readonly next?: string;
}

export type PartitionKey<Shape extends TableShape> = {
  readonly [Name in keyof Shape['partition']]: ValueOf<Shape['partition'][Name]>;
};
export type ClusteringKey<Shape extends TableShape> = {
  readonly [Name in keyof Shape['clustering']]: ValueOf<Shape['clustering'][Name]>;
};
export type Columns<Shape extends TableShape> = {
  readonly [Name in keyof Shape['columns']]: ValueOf<Shape['columns'][Name]> | null;
};
export type Row<Shape extends TableShape> = PartitionKey<Shape> & ClusteringKey<Shape> & Columns<Shape>;

export type ValueOf<Type extends ColumnType | ClusteringType> = Type extends 'text' | 'text descending'
  ? string
  : Type extends 'boolean'
    ? boolean
    : Type extends 'bytes'
      ? Uint8Array
      : number;
export type Value = string | number | boolean | Uint8Array;
