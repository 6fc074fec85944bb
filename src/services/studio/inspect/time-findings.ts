import type { Finding } from '../../../contracts/index.ts';
import { type Film, isAtSeam } from './film.ts';
import { clockOf, counted, type Place, repaired, warned } from './findings.ts';
import { listed } from './naming.ts';

/** A container may say this much more than what decodes before it is worth a word: seconds, and share. */
export const slack = { seconds: 1, share: 0.01 } as const;

/** Share of pictures that last as long as most do, from which on a film is even. */
const evenShare = 0.9;
/** Containers that count milliseconds, and what was converted from them, are off by as much; share of the usual at most. */
const jitter = { seconds: 0.00201, share: 0.15 } as const;
/** In an even film, a picture that stays this many times as long as usual stands for one or more that are missing. */
const gapTimes = { one: 1.75, several: 2.5 } as const;
const mostGaps = 10;
/** Places that one sentence names. */
const mostPlaces = 5;

/** What there is to say of when pictures are shown. */
export function timeFindings(film: Film): readonly Finding[] {
  return [
    ...lengthFindings(film),
    ...startFindings(film),
    ...seamFindings(film),
    ...droppedFindings(film),
    ...rhythmFindings(film),
  ];
}

function lengthFindings(film: Film): readonly Finding[] {
  const { length } = film;
  const declared = declaredLength(film);
  if (declared === null) {
    const sentence = `The file does not say how long it lasts; its pictures last ${clockOf(length)}.`;
    return [repaired('no-declared-length', sentence)];
  }
  const excess = Math.max(slack.seconds, declared * slack.share);
  if (declared - length <= excess) return [];
  // A container sets its length by its clock.
  if (film.inspection.clock !== undefined) return [];
  const sound = Math.max(0, ...film.inspection.audio.map(({ heard }) => (heard === null ? 0 : heard.to - film.start)));
  if (film.video.durationSeconds === null && sound > declared - excess) return [];
  const sentence = `The file says that it lasts ${clockOf(declared)}, but its pictures end at ${clockOf(length)}. It is taken as far as they go.`;
  return [warned('shorter-than-declared', sentence, { at: length })];
}

/** Seconds from the film's start on: what the stream says, or else the container. */
function declaredLength({ inspection, video, start }: Film): number | null {
  const { durationSeconds, startSeconds } = inspection;
  if (video.durationSeconds !== null) return video.durationSeconds - (start - (video.startTime ?? start));
  return durationSeconds === null ? null : durationSeconds - (start - (startSeconds ?? start));
}

/** Pictures before the first key picture cannot be decoded; more than this, seconds, are worth a word. */
const leastLost = 0.2;

function startFindings(film: Film): readonly Finding[] {
  const { video, start } = film;
  const findings: Finding[] = [];
  const lost = lostBeginning(film);
  if (isBeginningLost(film)) {
    const shown =
      film.lead > 0 ? ' The first picture is shown until then.' : ' The film begins with the first that can.';
    const sentence = `Its first ${lost.toFixed(1)} s of pictures cannot be shown: they build on a picture that came before the file begins.${shown}`;
    findings.push(warned('lost-beginning', sentence, { at: 0, until: film.lead }));
  }
  if (start < 0) {
    findings.push(
      repaired(
        'begins-before-zero',
        `Its times begin ${(-start).toFixed(2)} s before zero; the film begins with its first picture.`,
        { at: 0 },
      ),
    );
  }
  if (video.hiddenPackets > 0) {
    const sentence = `Its edit list hides ${counted(video.hiddenPackets, 'picture')} at the beginning; ${video.hiddenPackets === 1 ? 'it stays' : 'they stay'} hidden.`;
    findings.push(repaired('edit-list', sentence, { at: 0 }));
  }
  return findings;
}

/** Seconds by which the first picture that decodes comes after the first that is stored. */
function lostBeginning({ start, lead, video }: Film): number {
  return video.hiddenPackets > 0 ? 0 : start + lead - (video.startTime ?? start + lead);
}

export function isBeginningLost(film: Film): boolean {
  return lostBeginning(film) > leastLost;
}

const mostSeams = 10;

/** Where recordings were joined, and where a clock was set. */
function seamFindings({ inspection, start }: Film): readonly Finding[] {
  const seams = inspection.clock?.seams ?? [];
  const told = seams.slice(0, mostSeams).map(({ at: time, by, stream }) => {
    const at = Math.max(0, time - start);
    if (stream !== undefined) {
      const where = by < 0 ? `goes back by ${spanOf(-by)}` : `jumps ahead by ${spanOf(by)}`;
      const sentence = `At ${clockOf(at)} the clock of the sound in stream ${stream} ${where}, and that of the pictures does not; the sound goes on where it was.`;
      return repaired('clock-jump', sentence, { at });
    }
    if (by < 0) {
      const sentence = `At ${clockOf(at)} its clock goes back by ${spanOf(-by)}, as where recordings are joined; what comes after follows what came before.`;
      return repaired('joined', sentence, { at });
    }
    const sentence = `At ${clockOf(at)} its clock jumps ahead by ${spanOf(by)}, with no picture and no sound in between; the jump is closed.`;
    return repaired('clock-jump', sentence, { at });
  });
  const [more] = seams.slice(mostSeams);
  if (more === undefined) return told;
  const sentence = `Its clock jumps at ${counted(seams.length - mostSeams, 'further place')}.`;
  return [...told, repaired('clock-jump', sentence, { at: Math.max(0, more.at - start) })];
}

/** `2.5 s`, `1:00:00` */
function spanOf(seconds: number): string {
  return seconds < 60 ? `${seconds.toFixed(1)} s` : clockOf(seconds).replace(/\.\d$/, '');
}

function droppedFindings({ pictures: { dropped }, times }: Film): readonly Finding[] {
  if (dropped === null) return [];
  const at = times[dropped.firstBefore] ?? 0;
  const sentence =
    dropped.count === 1
      ? `1 picture has no time, or one that has already passed, at ${clockOf(at)}; it is left out.`
      : `${dropped.count} pictures have no time, or one that has already passed, the first at ${clockOf(at)}; they are left out.`;
  return [repaired('repeated-times', sentence, { at })];
}

/** Either the film is even, and what stays too long is a gap; or it is uneven throughout. */
function rhythmFindings(film: Film): readonly Finding[] {
  const { times, pictures, lead } = film;
  const usual = usualDuration(times);
  if (usual === undefined) return [];
  const tick = pictures.timeBase.num / pictures.timeBase.den;
  const tolerance = Math.max(usual * 0.02, tick * 1.01, Math.min(jitter.seconds, usual * jitter.share));
  // The last duration is often a guess.
  const count = times.length - 2;
  const gaps: Place[] = [];
  let even = 0;
  let shortest = usual;
  let longest = usual;
  for (let picture = lead > 0 ? 1 : 0; picture < count; picture += 1) {
    const at = times[picture] ?? 0;
    const until = times[picture + 1] ?? 0;
    const stays = until - at;
    if (Math.abs(stays - usual) <= tolerance) even += 1;
    else if (isAtSeam(film, until)) even += 1;
    else if (stays > usual * gapTimes.one) gaps.push({ at, until });
    shortest = Math.min(shortest, stays);
    longest = Math.max(longest, stays);
  }
  const isUneven = even + gaps.length < count * evenShare || gaps.length > Math.max(3, count * 0.02);
  if (!isUneven) return gapFindings(gaps, usual);
  const sentence = `Its pictures last unevenly, from ${milliseconds(shortest)} to ${milliseconds(longest)}; each is shown at its own time.`;
  return [repaired('variable-rate', sentence)];
}

/** Longer gaps are told one by one; the rest, and single missing pictures, are counted. */
function gapFindings(gaps: readonly Place[], usual: number): readonly Finding[] {
  const long = gaps.filter(({ at, until = at }) => until - at > usual * gapTimes.several).slice(0, mostGaps);
  const told = long.map(({ at, until = at }) => {
    const missing = Math.round((until - at) / usual) - 1;
    const are = missing === 1 ? 'is' : 'are';
    const sentence = `About ${counted(missing, 'picture')} ${are} missing at ${clockOf(at)}; the one before stays for ${milliseconds(until - at)}.`;
    return warned('gap', sentence, { at, until });
  });
  const rest = gaps.filter((one) => !long.includes(one));
  const [first] = rest;
  if (first === undefined) return told;
  return [...told, warned('gap', manyGaps(rest, usual), first)];
}

/** How many in all, and where the first of them are. */
function manyGaps(gaps: readonly Place[], usual: number): string {
  const missing = gaps.reduce((sum, { at, until = at }) => sum + Math.max(1, Math.round((until - at) / usual) - 1), 0);
  const places = gaps.slice(0, mostPlaces).map(({ at }) => clockOf(at));
  const more = gaps.length - places.length;
  const where = listed(more > 0 ? [...places, counted(more, 'further place')] : places);
  return `${counted(missing, 'picture')} ${missing === 1 ? 'is' : 'are'} missing, at ${where}; the one before stays instead.`;
}

/** The median, of all but the last. */
function usualDuration(times: readonly number[]): number | undefined {
  const durations = times.slice(1, -1).map((time, picture) => time - (times[picture] ?? 0));
  return durations.sort((a, b) => a - b)[Math.floor(durations.length / 2)];
}

function milliseconds(seconds: number): string {
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
}
