/** Inclusive. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** A rendition that is one CMAF file, as manifests describe it. */
export interface MediaRendition {
  /** Names its folder. */
  readonly name: string;
  /** RFC 6381. */
  readonly codecs: string;
  /** Bits per second of its largest segment, and of the whole. */
  readonly peakBandwidth: number;
  readonly averageBandwidth: number;
  readonly init: Range;
  /** Where its `sidx` lies. */
  readonly index: Range;
}

export interface VideoRenditionLike extends MediaRendition {
  readonly width: number;
  readonly height: number;
  /** A fraction, `30000/1001`. */
  readonly frameRate: string;
}

export interface AudioRenditionLike extends MediaRendition {
  readonly language: string;
  readonly label: string;
  readonly channels: number;
  readonly sampleRate: number;
  readonly isDefault: boolean;
  readonly role?: 'commentary' | 'description' | undefined;
}

export interface TextRenditionLike {
  readonly name: string;
  readonly language: string;
  readonly label: string;
  readonly isDefault: boolean;
  readonly isForced?: boolean | undefined;
  readonly isForHearingImpaired?: boolean | undefined;
}

/** Sheets of small pictures in a folder. */
export interface ThumbnailTrackLike {
  readonly name: string;
  /** Of one small picture. */
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  /** Seconds from one to the next. */
  readonly interval: number;
  readonly sheets: readonly { readonly file: string; readonly bytes: number }[];
}

/** All that manifests need to know of a version: the part of the contracts' presentation that they read. */
export interface PresentationLike {
  readonly durationSeconds: number;
  /** Seconds of the longest segment, rounded up. */
  readonly targetDuration: number;
  readonly video: readonly VideoRenditionLike[];
  readonly audio: readonly AudioRenditionLike[];
  readonly text: readonly TextRenditionLike[];
  readonly thumbnails?: ThumbnailTrackLike | undefined;
}

/** Ranked addresses of a rendition's folder, each ending in `/`, the best first. */
export type FolderAddresses = (rendition: string) => readonly string[];
