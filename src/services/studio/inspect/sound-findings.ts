import type { Finding } from '../../../contracts/index.ts';
import type { AudioStream } from '../../../media/index.ts';
import type { Film } from './film.ts';
import { clockOf, counted, repaired, warned } from './findings.ts';
import { streamName } from './naming.ts';
import { slack } from './time-findings.ts';

/** Sound that begins this much later than the pictures is worth a word, seconds. */
const lateSound = 0.5;
/** Of sound that is left out because it begins before the film, this much is: codecs put less around it. */
const earlySound = 0.1;
/** What a stretched or drifting sound would be off by at its end, seconds, is worth a word from here on. */
const leastDrift = 0.02;
/** A rate that wanders by more than this, seconds, cannot be followed to within a hundredth. */
const mostDrift = 1;
const mostGaps = 10;

/** What there is to say of one sound. */
export function soundFindings(film: Film, sound: AudioStream): readonly Finding[] {
  const { heard, isUnreadable = false } = sound;
  if (heard === null) {
    const why = isUnreadable ? 'cannot be decoded here' : 'is empty or damaged, and nothing of it can be decoded';
    return [warned('sound-unusable', `The sound in ${streamName(sound)} ${why}; it is left out.`)];
  }
  return [...endFindings(film, sound), ...paceFindings(sound), ...gapFindings(film, sound)];
}

function endFindings({ length, start, lead, tail }: Film, { index, heard }: AudioStream): readonly Finding[] {
  if (heard === null) return [];
  const findings: Finding[] = [];
  const begins = heard.from - start;
  const ends = heard.to - start;
  if (begins < -earlySound) {
    const sentence = `The sound in stream ${index} begins ${(-begins).toFixed(1)} s before the first picture; that much of it is left out.`;
    findings.push(repaired('sound-early', sentence, { at: 0 }));
  } else if (lead > 0 && begins < lead - lateSound) {
    const sentence = `The sound in stream ${index} begins ${(lead - begins).toFixed(1)} s before the first picture, which is shown for as long.`;
    findings.push(warned('sound-early', sentence, { at: 0, until: lead }));
  } else if (begins > lateSound) {
    const sentence = `The sound in stream ${index} begins at ${clockOf(begins)}; before it there is silence.`;
    findings.push(warned('sound-late', sentence, { at: 0, until: begins }));
  }
  const beyond = ends - (length - tail);
  if (beyond > slack.seconds) {
    const what = tail > 0 ? 'which stays for as long' : 'with which it ends';
    const sentence = `The sound in stream ${index} goes on for ${beyond.toFixed(1)} s after the last picture, ${what}.`;
    findings.push(warned('sound-longer', sentence, { at: Math.max(0, length - tail) }));
  }
  if (length - ends > Math.max(slack.seconds, length * slack.share)) {
    const sentence = `The sound in stream ${index} ends at ${clockOf(ends)}, before the pictures do; silence follows.`;
    findings.push(warned('audio-short', sentence, { at: Math.max(0, ends), until: length }));
  }
  return findings;
}

/** Where its times and its samples do not agree, and where it changes what it is. */
function paceFindings({ index, heard, layout }: AudioStream): readonly Finding[] {
  if (heard === null) return [];
  const { from, to, stretch = 1, drift = 0, changes = 0 } = heard;
  const findings: Finding[] = [];
  const off = (to - from) * Math.abs(stretch - 1);
  if (off > leastDrift) {
    const share = (Math.abs(stretch - 1) * 100).toPrecision(2);
    const sentence = `By its times the sound in stream ${index} is ${share}% ${stretch > 1 ? 'slower' : 'faster'} than it was recorded; it is played that way, in step with the pictures.`;
    findings.push(repaired('sound-stretched', sentence));
  }
  if (drift > leastDrift) {
    const sentence =
      drift > mostDrift
        ? `The sound in stream ${index} drifts against its own times by up to ${drift.toFixed(1)} s; in places it may be out of step with the pictures.`
        : `The sound in stream ${index} drifts against its own times by up to ${Math.round(drift * 1000)} ms; it is brought back little by little.`;
    findings.push(drift > mostDrift ? warned('sound-drifts', sentence) : repaired('sound-drifts', sentence));
  }
  if (changes > 0) {
    const sentence = `The sound in stream ${index} begins as ${layout} and changes its channels or its rate ${counted(changes, 'time')}; all of it is made alike.`;
    findings.push(repaired('sound-changes', sentence));
  }
  return findings;
}

function gapFindings({ start, length }: Film, { index, heard }: AudioStream): readonly Finding[] {
  const gaps = (heard?.gaps ?? [])
    .map(({ from, to }) => ({ at: from - start, until: to - start }))
    .filter(({ at, until }) => at >= 0 && until <= length);
  const told = gaps.slice(0, mostGaps).map(({ at, until }) => {
    const sentence = `The sound in stream ${index} is missing from ${clockOf(at)} to ${clockOf(until)}; there is silence.`;
    return warned('sound-gap', sentence, { at, until });
  });
  const [more, ...others] = gaps.slice(mostGaps);
  if (more === undefined) return told;
  const where = counted(others.length + 1, 'further place');
  const sentence = `The sound in stream ${index} is missing at ${where}, the first at ${clockOf(more.at)}; there is silence.`;
  return [...told, warned('sound-gap', sentence, more)];
}
