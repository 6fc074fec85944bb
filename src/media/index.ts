export { type AudioPacket, type AudioTrack, readAudioTrack } from './cmaf/audio-track.ts';
export { type ByteSource, bytesSource } from './cmaf/byte-source.ts';
export { checkAudioFile, checkVideoFile, type FileCheck } from './cmaf/check-file.ts';
export { type AudioParts, layOutAudio } from './cmaf/lay-out-audio.ts';
export { layOutVideo, type VideoParts } from './cmaf/lay-out-video.ts';
export type { Layout, Piece, SegmentPlace } from './cmaf/layout.ts';
export { readVideoChunk, type VideoChunk, type VideoSample } from './cmaf/video-chunk.ts';
export { codecName } from './codec-names.ts';
export { mpd } from './dash/mpd.ts';
export { mediaErrors } from './errors.ts';
export { imagesPlaylist } from './hls/images-playlist.ts';
export { type MediaPlaylistTask, mediaPlaylist } from './hls/media-playlist.ts';
export { multivariantPlaylist } from './hls/multivariant-playlist.ts';
export { type TextPlaylistTask, textPlaylist } from './hls/text-playlist.ts';
export * from './inspection.ts';
export { type FileStarts, fileStarts } from './joined/file-starts.ts';
export { isPictureType, type TypeChange, typeChanges } from './joined/stream-types.ts';
export { pixelAspect } from './plan/aspect.ts';
export type { Crop } from './plan/bars.ts';
export {
  type ClockMap,
  jumps,
  type Line,
  type Seam,
  type Stretch,
  shiftsOf,
  stretchAt,
  stretchesOf,
} from './plan/clock.ts';
export { colorOf, isColorAssumed, isHighDynamicRange, type PictureColor } from './plan/color.ts';
export { type Fields, toldOrder } from './plan/fields.ts';
export { gainFor, type Heard, targetLoudness } from './plan/gain.ts';
export { displaySize, type Size } from './plan/ladder.ts';
export { makePlan } from './plan/make-plan.ts';
export type { Misdated } from './plan/misdated.ts';
export type { Bounds, Plan, PlannedAudio, PlannedRung, PlannedText, PlanSettings } from './plan/plan.ts';
export { defaultSettings } from './plan/settings.ts';
export { type SoundTimes, soundTimes } from './plan/sound-clock.ts';
export type { SoundPoint } from './plan/sound-point.ts';
export { standing } from './plan/standing.ts';
export { durationSeconds, durationTicks, pictureCount, pictureTimes, sourceSeconds } from './plan/timeline.ts';
export { stereoName } from './plan/tracks.ts';
export { type Treatment, treatmentOf } from './plan/treatment.ts';
export type {
  AudioRenditionLike,
  FolderAddresses,
  MediaRendition,
  PresentationLike,
  Range,
  TextRenditionLike,
  ThumbnailTrackLike,
  VideoRenditionLike,
} from './presentation.ts';
export { type Chosen, chooseStills, posterCrop, type Sighting, scoreOf } from './stills/choose.ts';
export { measurePicture, type PictureMeasure } from './stills/measure.ts';
export { pictureSize } from './stills/picture-size.ts';
export { pictureAt, placesToScout } from './stills/places.ts';
export { backdropSizes, posterSizes } from './stills/sizes.ts';
export { type ThumbnailGrid, thumbnailGrid } from './stills/thumbs.ts';
export { tintOf } from './stills/tint.ts';
export { decodeText } from './subtitles/charset.ts';
export { webVttText } from './subtitles/markup.ts';
export { readSubtitles } from './subtitles/read-subtitles.ts';
export { cuesOfSamples, isSampledText, type SampledText, type TextSample } from './subtitles/samples.ts';
export type { Cue, WebVtt } from './webvtt/cue.ts';
export { parseWebVtt } from './webvtt/parse.ts';
export { serialiseWebVtt } from './webvtt/serialise.ts';
export { shiftWebVtt } from './webvtt/shift.ts';
export { validateWebVtt, type WebVttFault } from './webvtt/validate.ts';
