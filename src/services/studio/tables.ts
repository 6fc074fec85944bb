import type { Generated } from 'kysely';
import type { ThumbnailTrack } from '../../contracts/index.ts';

/** Studio's tables. Times are Unix milliseconds; JSON is text. */
export interface StudioTables {
  readonly titles: TitleRow;
  readonly jobs: JobRow;
  readonly outputs: OutputRow;
  readonly files: FileRow;
  readonly renditions: RenditionRow;
  readonly versions: VersionRow;
  readonly version_files: VersionFileRow;
  readonly art: ArtRow;
  readonly artwork: ArtworkRow;
  readonly added_texts: AddedTextRow;
  readonly measures: MeasureRow;
  readonly uploads: UploadRow;
  readonly locks: LockRow;
  readonly revisions: RevisionRow;
  readonly title_changes: TitleChangeRow;
  readonly tombstones: TombstoneRow;
  readonly troubles: TroubleRow;
  readonly encoders: EncoderRow;
  readonly batches: BatchRow;
  readonly hooks: HookRow;
  readonly hook_messages: HookMessageRow;
}

export interface TitleRow {
  readonly id: string;
  readonly name: string;
  readonly state: 'inspecting' | 'planning' | 'encoding' | 'ready' | 'refused' | 'failed' | 'cancelled' | 'removed';
  readonly source_hash: string;
  /** The source's object; null once nothing needs it. */
  readonly source_key: string | null;
  /** `source_hash` while the title is there, null once it is removed: unique, so the same bytes are one title. */
  readonly live_source: string | null;
  readonly added_at: number;
  /** JSON: Finding[]. */
  readonly findings: string;
  readonly why: string | null;
  readonly duration_seconds: number | null;
  readonly plan_hash: string | null;
  readonly plan_key: string | null;
  /** JSON: Ladder. */
  readonly ladder: string | null;
  /** Name of the current version. */
  readonly version: string | null;
  /** How many versions it has had. */
  readonly version_count: number;
  /** When a removed title's files go. */
  readonly purge_at: number | null;
  /** State that a removed title had, and when it was removed. */
  readonly removed_from: string | null;
  readonly removed_at: number | null;
  /** JSON: Replaced; null unless another file is being made ready to take its film's place. */
  readonly replacing: string | null;
  /** Revision of its last change, its jobs' included; and of the last that gave it other jobs. */
  readonly changed: number;
  readonly wall_changed: number;
  /** 1 while its owner holds it up. */
  readonly paused: number;
  /** Why nothing new of it is begun, as a sentence: there is no room for it. */
  readonly held: string | null;
  /** Bytes that its whole ladder will take at most, as estimated by its plan; 0 where that is not known. */
  readonly bytes_wanted: number;
  /** JSON: EncodeSettings that differ from the house's own. */
  readonly settings: string | null;
  /** What it came in with: batches take turns. */
  readonly batch: string;
  /** JSON: TitleMetadata without the name. */
  readonly metadata: string | null;
  /** JSON: names of tracks to the languages that the owner gave them. */
  readonly languages: string | null;
  /** JSON: Finding[] about what lay beside the film. */
  readonly asides: string | null;
  /** Counts changes to what a version tells beside its pictures and sound; which of them its current version has. */
  readonly tracks_said: number;
  readonly tracks_told: number;
}

/** What of the plan is shown while it is being carried out. */
export interface Ladder {
  readonly firstLook: string;
  readonly chunks: number;
  readonly rungs: readonly { readonly name: string; readonly width: number; readonly height: number }[];
}

export type JobPart =
  | 'inspect'
  | 'listen'
  | 'first-look'
  | 'audio'
  | 'text'
  | 'captions'
  | 'scout'
  | 'stills'
  | 'thumbs'
  | 'ladder'
  | 'verify-look'
  | 'verify';
export type JobState = 'waiting' | 'leased' | 'done' | 'failed' | 'cancelled';

export interface JobRow {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly part: JobPart;
  /** Order of work: rank, then batches in turn, then urgency, then sequence. */
  readonly rank: number;
  readonly title_at: number;
  readonly sequence: number;
  readonly batch: string;
  /** Unix milliseconds: the title's age, and later by the work that lies before it. The least comes first. */
  readonly urgency: number;
  /** 0 while its title is paused or held. */
  readonly runnable: number;
  /** CPU seconds that it will take, as far as that is known. */
  readonly weight: number;
  /** Revision of its last change. */
  readonly changed: number;
  /** JSON: JobTask. */
  readonly task: string;
  readonly state: JobState;
  /** How often an encoder gave it back as failed, and how often its lease ran out. */
  readonly failures: number;
  readonly losses: number;
  readonly lease: string | null;
  readonly lease_until: number | null;
  readonly encoder: string | null;
  readonly receipt: string | null;
  /** Share done, 0 to 1. */
  readonly progress: number;
  /** JSON of the last failure: code, sentence, log. */
  readonly failure: string | null;
  readonly cpu_seconds: number | null;
  readonly leased_at: number | null;
  readonly done_at: number | null;
}

/** One stored output of a leased job. `accepted` is 1 once the job was completed with it. */
export interface OutputRow {
  readonly key: string;
  readonly title: string;
  readonly job: string;
  readonly lease: string;
  readonly name: string;
  readonly hash: string;
  readonly bytes: number;
  readonly accepted: number;
}

export type FileKind = 'source' | 'tail' | 'plan' | 'output' | 'media' | 'playlist' | 'manifest' | 'art';

/** Every object that studio stores has its row before it exists. */
export interface FileRow {
  readonly key: string;
  readonly kind: FileKind;
  readonly title: string | null;
  readonly hash: string | null;
  readonly bytes: number | null;
  /** `intended`: being stored, safe until `expires_at`; `kept`: in use; `doomed`: to be deleted. */
  readonly state: 'intended' | 'kept' | 'doomed';
  readonly expires_at: number | null;
}

/** A rendition that has been put together; shared by the versions that stand on the same plan. */
export interface RenditionRow {
  readonly title: string;
  /** Hash of the plan. */
  readonly plan: string;
  readonly name: string;
  readonly kind: 'video' | 'audio' | 'text' | 'bitmap' | 'thumbs';
  /** Of thumbnails the first sheet; the others are named in `rendition`. */
  readonly media_key: string;
  /** Of what has no playlist, the file itself. */
  readonly playlist_key: string;
  /** Seconds. */
  readonly longest_segment: number;
  /** JSON: VideoRendition, AudioRendition, TextRendition, PictureText or KeptThumbnails. */
  readonly rendition: string;
}

export interface KeptThumbnails {
  readonly track: ThumbnailTrack;
  /** Objects of the sheets, in order. */
  readonly keys: readonly string[];
}

export interface VersionRow {
  readonly title: string;
  readonly version: string;
  readonly complete: number;
  /** JSON: Presentation. */
  readonly presentation: string;
  readonly manifest_key: string;
  readonly published_at: number;
  /** Null while current. */
  readonly retire_at: number | null;
  readonly plan_key: string | null;
  readonly plan_hash: string | null;
  /** JSON: Ladder; EncodeSettings. */
  readonly ladder: string | null;
  readonly settings: string | null;
}

export interface VersionFileRow {
  readonly title: string;
  readonly version: string;
  readonly rendition: string;
  readonly file: string;
  readonly key: string;
  readonly hash: string;
  readonly bytes: number;
}

/** Poster and backdrop stand for a title; stills are of places that findings name. */
export type ArtKind = 'poster' | 'backdrop' | 'still';

/** One size of a picture of a title. */
export interface ArtRow {
  readonly title: string;
  readonly kind: ArtKind;
  /** By its content: `0f3a….webp`. */
  readonly name: string;
  readonly type: string;
  readonly key: string;
  readonly hash: string;
  readonly bytes: number;
}

/** Where a picture comes from: found in the film, its cover art, a file beside it, its owner's choice. */
export type ArtOrigin = 'film' | 'cover' | 'beside' | 'owner';

export interface ArtworkRow {
  readonly title: string;
  readonly kind: 'poster' | 'backdrop';
  readonly origin: ArtOrigin;
  /** JSON: Picture. */
  readonly picture: string;
}

/** How much the beginning of a sampled chunk is like the source, in one rung of a plan. */
export interface MeasureRow {
  readonly title: string;
  readonly plan: string;
  readonly rung: string;
  readonly chunk: number;
  readonly ssim: number;
  /** Null where the encoder could not measure it. */
  readonly vmaf: number | null;
  readonly pictures: number;
}

/** Subtitles that were added to a title. Its versions from then on have them. */
export interface AddedTextRow {
  readonly title: string;
  /** Names the folder: `x-1f2e3d4c5b`, by content. */
  readonly name: string;
  readonly language: string;
  readonly label: string;
  readonly forced: number;
  readonly media_key: string;
  readonly hash: string;
  readonly bytes: number;
  /** Null until the film's length is known. */
  readonly playlist_key: string | null;
}

export interface UploadRow {
  readonly id: string;
  readonly key: string;
  /** The multipart upload's id. */
  readonly multipart: string;
  readonly size: number;
  readonly received: number;
  /** Whole parts stored; `received` is these and the tail. */
  readonly parts: number;
  readonly part_bytes: number;
  /** Keys of what has not made a whole part, in order, by commas; seldom more than five. */
  readonly tail_key: string | null;
  readonly tail_bytes: number;
  /** JSON: names to texts. */
  readonly metadata: string;
  readonly created_at: number;
  readonly touched_at: number;
  /** Set when it is finished. */
  readonly title: string | null;
}

/** Whoever's row it is may work on `name`. `wanted` is 1 when somebody waits for it. */
export interface LockRow {
  readonly name: string;
  readonly owner: string;
  /** Moves while the holder lives; the number itself says nothing. */
  readonly expires_at: number;
  readonly wanted: number;
}

/** `changes` counts every change that is told of. The epoch tells these tables from others. */
export interface RevisionRow {
  readonly name: string;
  readonly epoch: string;
  readonly value: number;
}

/** A change, numbered by the database: see changes/look-back.ts. */
export interface TitleChangeRow {
  readonly number: Generated<number>;
  readonly title: string;
}

/** A title that was removed, for those who hear of it later. */
export interface TombstoneRow {
  readonly title: string;
  readonly changed: number;
  readonly at: number;
}

/** Something that went wrong of late. */
export interface TroubleRow {
  readonly id: string;
  readonly at: number;
  readonly code: string;
  readonly sentence: string;
  readonly title: string | null;
  readonly name: string | null;
}

export interface EncoderRow {
  readonly name: string;
  readonly seen_at: number;
}

/** What came in together. The batch that was served least, in CPU seconds, comes next. */
export interface BatchRow {
  readonly name: string;
  readonly served: number;
}

/** A webhook. `secret` signs what it is sent; `stopped` is why nothing more is sent, as a sentence. */
export interface HookRow {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  /** JSON: HookEvent[]. */
  readonly events: string;
  readonly created_at: number;
  readonly last_at: number | null;
  readonly last_ok: number | null;
  readonly last_sentence: string | null;
  readonly stopped: string | null;
}

/** A message that has not come through yet; its id is the webhook's message id, the same at each try. */
export interface HookMessageRow {
  readonly id: string;
  readonly hook: string;
  /** JSON, as it is sent. */
  readonly body: string;
  readonly tries: number;
  readonly next_at: number;
}
