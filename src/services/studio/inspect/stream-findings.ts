import type { Finding } from '../../../contracts/index.ts';
import type { TextStream } from '../../../media/index.ts';
import type { Film } from './film.ts';
import { warned } from './findings.ts';
import { streamName } from './naming.ts';
import { otherFindings } from './other-findings.ts';
import { soundFindings } from './sound-findings.ts';
import { videoFindings } from './video-findings.ts';

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
