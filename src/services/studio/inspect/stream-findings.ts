import type { Finding } from '../../../contracts/index.ts';
import type { AudioStream, TextStream } from '../../../media/index.ts';
import type { Film } from './film.ts';
import { clockOf, repaired, warned } from './findings.ts';
import { streamName } from './naming.ts';
import { otherFindings } from './other-findings.ts';
import { slack } from './time-findings.ts';
import { videoFindings } from './video-findings.ts';

/** Sound that begins this much later than the pictures is worth a word, seconds. */
const lateSound = 0.5;

/** What there is to say of its streams beside the pictures. */
export function streamFindings(film: Film): readonly Finding[] {
  const { inspection } = film;
  const findings: Finding[] = [...videoFindings(film)];
  if (inspection.audio.length === 0) findings.push(warned('silent', 'It has no sound.'));
  findings.push(...inspection.audio.flatMap((sound) => soundFindings(film, sound)));
  findings.push(...inspection.text.flatMap(textFindings), ...otherFindings(inspection));
  return findings;
}

function textFindings(text: TextStream): readonly Finding[] {
  const { isBitmap, isUnreadable = false } = text;
  if (isBitmap) {
    const sentence = `The subtitles in ${streamName(text)} are pictures, not text, which players cannot show. They are kept as they are, to be downloaded.`;
    return [warned('bitmap-subtitles', sentence)];
  }
  if (!isUnreadable) return [];
  const sentence = `The subtitles in ${streamName(text)} cannot be read here; they are left out. Subtitles as SRT, WebVTT or ASS can be added to the title.`;
  return [warned('text-unusable', sentence)];
}

function soundFindings({ length, start }: Film, sound: AudioStream): readonly Finding[] {
  const { index, heard, isUnreadable = false } = sound;
  if (heard === null) {
    const why = isUnreadable ? 'cannot be decoded here' : 'is empty or damaged, and nothing of it can be decoded';
    return [warned('sound-unusable', `The sound in ${streamName(sound)} ${why}; it is left out.`)];
  }
  const findings: Finding[] = [];
  const early = start - heard.from;
  if (early > lateSound) {
    const sentence = `The sound in stream ${index} begins ${early.toFixed(1)} s before the first picture; that much of it is left out.`;
    findings.push(repaired('sound-early', sentence, { at: 0 }));
  }
  const begins = heard.from - start;
  const ends = heard.to - start;
  if (begins > lateSound) {
    const sentence = `The sound in stream ${index} begins at ${clockOf(begins)}; before it there is silence.`;
    findings.push(warned('sound-late', sentence, { at: 0, until: begins }));
  }
  if (ends - length > slack.seconds) {
    const sentence = `The sound in stream ${index} goes on for ${(ends - length).toFixed(1)} s after the last picture; it ends with the pictures.`;
    findings.push(warned('sound-longer', sentence, { at: length }));
  }
  // It is looked at once a second.
  if (length - ends > Math.max(slack.seconds + 1, length * slack.share)) {
    const sentence = `The sound in stream ${index} ends at ${clockOf(ends)}, before the pictures do; silence follows.`;
    findings.push(warned('audio-short', sentence, { at: Math.max(0, ends), until: length }));
  }
  return findings;
}
