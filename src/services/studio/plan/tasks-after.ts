import type { Finding, StillsTask } from '../../../contracts/index.ts';
import {
  backdropSizes,
  chooseStills,
  durationSeconds,
  gainFor,
  type Heard,
  pictureAt,
  posterCrop,
  posterSizes,
  type Sighting,
  type Size,
  sourceSeconds,
  thumbnailGrid,
} from '../../../media/index.ts';
import { placeOf } from '../art/still-places.ts';
import type { FilmPlan } from './film-plan.ts';
import { fitted, lookOf, type PlannedTask, spanOf, streamOf, wholePicture } from './tasks.ts';

/** Every sound track, each with one gain that makes it as loud as every film's. */
export function soundTasks(plan: FilmPlan, heard: ReadonlyMap<string, Heard>): readonly PlannedTask[] {
  return plan.audio.map(
    ({ stream, name, channels, sampleRate, bitRate, takenRate, drifts, changes, misdated }, sequence) => {
      const loudness = heard.get(name);
      const gain = loudness === undefined ? 0 : gainFor(loudness);
      const task = {
        kind: 'audio' as const,
        ...streamOf(plan, stream),
        ...{ name, ...spanOf(plan), channels, sampleRate, bitRate, gain },
        ...(takenRate === undefined ? {} : { takenRate }),
        ...(drifts === undefined ? {} : { drifts }),
        ...(changes === undefined ? {} : { changes }),
        ...(misdated === undefined ? {} : { misdated: [...misdated] }),
      };
      return { part: 'audio', sequence, task };
    },
  );
}

/** Small pictures for seeking, made of the first look. */
export function thumbsTask(plan: FilmPlan): PlannedTask | undefined {
  const rung = plan.rungs.find(({ name }) => name === plan.firstLook);
  if (rung === undefined) return undefined;
  return { part: 'thumbs', sequence: 0, task: { kind: 'thumbs', ...thumbnailGrid(plan, rung) } };
}

type Still = StillsTask['stills'][number];

/** Of places that findings name, at most so many have a picture, this wide. */
const mostFindings = 12;
const findingWidth = 480;
/** No picture is wider. */
const widest = 1920;

/** Poster, backdrop, and the places that findings name. `sightings`: what scouting saw, on the source's timeline. */
export function stillsTask(
  plan: FilmPlan,
  { sightings, findings }: { readonly sightings: readonly Sighting[]; readonly findings: readonly Finding[] },
): PlannedTask {
  const { start } = spanOf(plan);
  const seen = sightings.map((sighting) => ({ ...sighting, at: sighting.at - start }));
  const chosen = chooseStills(seen, durationSeconds(plan));
  const stills = [
    posterStill(plan, { at: chosen.poster, interest: seen.find(({ at }) => at === chosen.poster) }),
    backdropStill(plan, chosen.backdrop),
    ...findingStills(plan, findings),
  ];
  return { part: 'stills', sequence: 3, task: { kind: 'stills', ...lookOf(plan), stills } };
}

/** One picture of a place that the owner chose, seconds from the film's start. */
export function chosenTask(plan: FilmPlan, kind: 'poster' | 'backdrop', at: number): StillsTask {
  const still = kind === 'poster' ? posterStill(plan, { at, interest: undefined }) : backdropStill(plan, at);
  return { kind: 'stills', ...lookOf(plan), stills: [still] };
}

/** The poster, of the cover art that lies in the file. */
export function coverTask({ cover }: FilmPlan): PlannedTask | undefined {
  if (cover === undefined) return undefined;
  return { part: 'stills', sequence: placeOf('cover', []), task: givenTask('poster', cover, cover.stream) };
}

/** Poster or backdrop of a picture that is no part of the film: the middle of it, where it has another shape. */
export function givenTask(kind: 'poster' | 'backdrop', size: Size, stream = 0): StillsTask {
  const frame = fitted(size, widest);
  const middle = { across: [1], down: [1] };
  const still =
    kind === 'poster'
      ? { crop: posterCrop(frame, middle), widths: posterSizes(posterCrop(frame, middle).width) }
      : { crop: whole(frame), widths: backdropSizes(frame.width) };
  return { kind: 'stills', stream, stills: [{ name: kind, ...frame, ...still }] };
}

interface PosterPlace {
  readonly at: number;
  /** Where in the picture most is to be seen; without it, in the middle. */
  readonly interest: Pick<Sighting, 'across' | 'down'> | undefined;
}

function posterStill(plan: FilmPlan, { at, interest }: PosterPlace): Still {
  const frame = fitted(wholePicture(plan), widest);
  const crop = posterCrop(frame, interest ?? { across: [1], down: [1] });
  return { name: 'poster', at: timeOf(plan, at), ...frame, crop, widths: posterSizes(crop.width) };
}

function backdropStill(plan: FilmPlan, at: number): Still {
  const frame = fitted(wholePicture(plan), widest);
  return { name: 'backdrop', at: timeOf(plan, at), ...frame, crop: whole(frame), widths: backdropSizes(frame.width) };
}

/** Named by the finding's place in the list. */
function findingStills(plan: FilmPlan, findings: readonly Finding[]): readonly Still[] {
  const frame = fitted(wholePicture(plan), findingWidth);
  return findings
    .flatMap(({ at }, index) => (at === undefined ? [] : [{ at, index }]))
    .slice(0, mostFindings)
    .map(({ at, index }) => ({
      name: `still-${index}`,
      at: timeOf(plan, at),
      ...frame,
      crop: whole(frame),
      widths: [frame.width],
    }));
}

function whole(frame: Size): Size & { readonly x: number; readonly y: number } {
  return { x: 0, y: 0, ...frame };
}

/** Seconds on the source's timeline of the picture that is to be seen at a place. */
function timeOf(plan: FilmPlan, seconds: number): number {
  const { at } = pictureAt(plan, seconds);
  return sourceSeconds(plan, 0) + at;
}
