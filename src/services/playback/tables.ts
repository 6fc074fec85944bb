export interface PlaybackTables {
  signing_keys: SigningKeyRow;
  known_titles: KnownTitleRow;
}

export interface SigningKeyRow {
  readonly id: string;
  /** Number of the rotation period, and the address life that it was made for: one key of each. */
  readonly period: number;
  readonly life_seconds: number;
  /** 32 bytes, base64url. */
  readonly secret: string;
  /** Unix milliseconds. */
  readonly from_ms: number;
  readonly until_ms: number;
}

/** What the catalogue last said of a title; `version` is empty for the current one. */
export interface KnownTitleRow {
  readonly title: string;
  readonly version: string;
  /** JSON of the catalogue's answer. */
  readonly answer: string;
  /** Unix milliseconds; a day behind at most. */
  readonly seen_ms: number;
}
