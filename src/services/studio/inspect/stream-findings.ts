import type { Finding } from '../../../contracts/index.ts';
import type { AudioStream } from '../../../media/index.ts';
import type { Film } from './film.ts';
import { clockOf, repaired, warned } from './findings.ts';
import { slack } from './time-findings.ts';

/** Sound that begins this much later than the pictures is worth a word, seconds. */
const lateSound = 0.5;

/** What there is to say of its streams beside the pictures. */
export function streamFindings(film: Film): readonly Finding[] {
  const { inspection, pictures } = film;
  const moving = inspection.video.filter(({ isPicture }) => !isPicture);
  const findings: Finding[] = [];
  if (moving.length > 1) {
    const { width, height } = film.video;
    const sentence = `It has ${moving.length} video streams; stream ${pictures.stream} (${width}×${height}) is used.`;
    findings.push(warned('more-videos', sentence));
  }
  if (inspection.audio.length === 0) findings.push(warned('silent', 'It has no sound.'));
  findings.push(...inspection.audio.flatMap((sound) => soundFindings(film, sound)));
  for (const { index, language, isBitmap } of inspection.text) {
    if (!isBitmap) continue;
    const sentence = `The subtitles of stream ${index} (${language}) are pictures, not text: players cannot show them. They are kept as they are, to be fetched.`;
    findings.push(warned('bitmap-subtitles', sentence));
  }
  return findings;
}

function soundFindings({ length, start }: Film, sound: AudioStream): readonly Finding[] {
  const { index, heard, codec } = sound;
  if (heard === null) {
    return [
      warned('sound-unusable', `Nothing of the sound in stream ${index} (${codec}) can be decoded; it is left out.`),
    ];
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
