/** What can be watched. */
export interface CatalogTables {
  readonly titles: CatalogTitleRow;
  readonly versions: CatalogVersionRow;
}

export interface CatalogTitleRow {
  readonly id: string;
  readonly name: string;
  /** ISO 8601: when it could first be played. */
  readonly added_at: string;
  /** `added_at` and id: the order of the list, and its place in it. */
  readonly place: string;
  readonly duration_seconds: number;
  /** Of the tallest rung. */
  readonly height: number;
  /** The current version. */
  readonly version: string;
}

export interface CatalogVersionRow {
  readonly title: string;
  readonly version: string;
  /** JSON: Presentation. */
  readonly presentation: string;
}
