/** What can be watched. By what it is found, the index knows. */
export interface CatalogTables {
  readonly titles: CatalogTitleRow;
  readonly versions: CatalogVersionRow;
  readonly unindexed: UnindexedRow;
  readonly unnamed_series: UnnamedSeriesRow;
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
  /** JSON: TitleMetadata; null where nothing was told but the name. */
  readonly details: string | null;
  /** JSON: Artwork. */
  readonly artwork: string | null;
  /** JSON: Languages. */
  readonly languages: string | null;
  /** What it is sorted by among names: folded, numbers by their size, an episode behind its series' name. */
  readonly name_key: string;
  /** Where it is an episode: its series' name, folded, and when that began where it is told. */
  readonly series_key: string | null;
  readonly series_year: number | null;
  /** Which series: the name, and the year where several series have that name. */
  readonly series_id: string | null;
  /** Its place in the series, specials last. */
  readonly episode_key: number | null;
  readonly year: number | null;
  /** By which release of `titleColumns` its columns were made. */
  readonly index_version: number;
  /** Rises with each change; 0 for what has not changed since changes are counted. */
  readonly revision: number;
}

/** BCP 47, of the current version's sound and text. */
export interface Languages {
  readonly audio: readonly string[];
  readonly text: readonly string[];
}

export interface CatalogVersionRow {
  readonly title: string;
  readonly version: string;
  /** JSON: Presentation. */
  readonly presentation: string;
  /** Unix milliseconds: when its files go; null for the current one. */
  readonly retires_at: number | null;
}

/** A title that has changed, or is gone, and of which the index has to be told. */
export interface UnindexedRow {
  readonly title: string;
  readonly revision: number;
}

/** A series whose episodes have changed, and may have been changed by others at the same moment. */
export interface UnnamedSeriesRow {
  readonly series_key: string;
  /** Unix milliseconds. */
  readonly noted_at: number;
}
