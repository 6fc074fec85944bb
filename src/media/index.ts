export type { AudioPacket, AudioTrack } from './cmaf/audio-track.ts';
export { type ByteSource, bytesSource } from './cmaf/byte-source.ts';
export type { Layout, Piece, SegmentPlace } from './cmaf/layout.ts';
export type { VideoChunk, VideoSample } from './cmaf/video-chunk.ts';
export { mediaErrors } from './errors.ts';
export * from './inspection.ts';
export type { Bounds, Plan, PlannedAudio, PlannedRung, PlannedText, PlanSettings } from './plan/plan.ts';
export { durationSeconds, durationTicks, pictureCount, pictureTimes, sourceSeconds } from './plan/timeline.ts';
export type {
  AudioRenditionLike,
  FolderAddresses,
  MediaRendition,
  PresentationLike,
  Range,
  TextRenditionLike,
  VideoRenditionLike,
} from './presentation.ts';
