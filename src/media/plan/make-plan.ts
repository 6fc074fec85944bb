import { mediaErrors } from '../errors.ts';
import type { Inspection, Pictures, VideoStream } from '../inspection.ts';
import { planChunks } from './chunks.ts';
import { displaySize, firstLookOf, planLadder } from './ladder.ts';
import type { Plan, PlannedCover, PlanSettings } from './plan.ts';
import { planSegments } from './segments.ts';
import { defaultSettings } from './settings.ts';
import { standing } from './standing.ts';
import { thin } from './thin.ts';
import { durationSeconds, pictureTimes, sourceSeconds } from './timeline.ts';
import { planAudio, planChapters, planPictureTexts, planText } from './tracks.ts';
import { treatmentOf } from './treatment.ts';

/**
 * Plans how a film is encoded. The same arguments always give the same plan. `source` is the source's SHA-256.
 * Errors: `media.no-pictures` where nothing decoded, `media.bad-inspection`.
 */
export function makePlan(source: string, inspection: Inspection, settings: PlanSettings = defaultSettings): Plan {
  const { pictures: decoded, lead } = standing(inspection);
  if (decoded === null || decoded.durations.length === 0) throw mediaErrors.error('media.no-pictures');
  const video = inspection.video.find(({ index }) => index === decoded.stream);
  check(decoded, video);
  const { pictures, frameRate, ...rest } = thin(decoded, video.frameRate);
  const { timeBase, start, durations } = pictures;
  const { clock, isFickle = false } = inspection;
  const times = pictureTimes(pictures);
  const seconds = times.map((ticks) => (ticks * timeBase.num) / timeBase.den);
  const cuts = cleanCuts(pictures.cuts, times.length - 1);
  const segments = planSegments({ times: seconds, cuts, bounds: settings.segment });
  const treatment = treatmentOf(video, inspection.looks);
  const rungs = planLadder(displaySize({ ...video, ...(treatment.crop ?? treatment.size) }), frameRate, settings);
  const cover = planCover(inspection.video);
  return {
    version: 1,
    source,
    settings,
    stream: pictures.stream,
    treatment,
    timeBase,
    ...(clock === undefined ? {} : { clock: clock.streams }),
    ...(isFickle ? { decodeThreads: 1 } : {}),
    start,
    ...(lead > 0 ? { lead } : {}),
    durations,
    ...rest,
    frameRate,
    cuts,
    segments,
    chunks: planChunks({ times: seconds, cuts, segments, bounds: settings.chunk }),
    rungs,
    firstLook: firstLookOf(rungs),
    audio: planAudio(inspection.audio, settings),
    text: planText(inspection.text, video.hasCaptions === true ? video.index : undefined),
    pictureTexts: planPictureTexts(inspection.text),
    ...(cover === undefined ? {} : { cover }),
    chapters: planChapters(inspection.chapters, {
      start: sourceSeconds({ timeBase, start }, 0),
      duration: durationSeconds({ timeBase, durations }),
    }),
  };
}

/** The first, in whatever order the file has them; a front cover commonly is. */
function planCover(streams: readonly VideoStream[]): PlannedCover | undefined {
  const cover = streams.find(({ isCover, width, height }) => isCover === true && width > 0 && height > 0);
  if (cover === undefined) return undefined;
  return { stream: cover.index, width: cover.width, height: cover.height };
}

function check(pictures: Pictures, video: VideoStream | undefined): asserts video is VideoStream {
  const { timeBase, durations } = pictures;
  const why =
    video === undefined
      ? `stream ${pictures.stream} is no video stream of it`
      : !(video.width > 0 && video.height > 0)
        ? `its pictures are ${video.width}x${video.height}`
        : !(isCount(timeBase.num) && isCount(timeBase.den))
          ? `its time base is ${timeBase.num}/${timeBase.den}`
          : !Number.isSafeInteger(pictures.start)
            ? 'its first picture has no time'
            : !durations.every(([ticks, count]) => isCount(ticks) && isCount(count))
              ? 'a picture lasts no time'
              : undefined;
  if (why !== undefined) throw mediaErrors.error('media.bad-inspection', { why });
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function cleanCuts(cuts: readonly number[], count: number): number[] {
  const within = cuts.filter((cut) => Number.isSafeInteger(cut) && cut > 0 && cut < count);
  return [...new Set(within)].sort((a, b) => a - b);
}
