import type { Finding } from '../../../contracts/index.ts';
import type { LateStream, TextStream } from '../../../media/index.ts';
import type { Film } from './film.ts';
import { clockOf, warned } from './findings.ts';
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
  findings.push(...(inspection.late ?? []).map((late) => lateFinding(film, late)));
  return findings;
}

function textFindings(text: TextStream): readonly Finding[] {
  const { isBitmap, isUnreadable = false } = text;
  if (isBitmap) {
    const sentence = `The subtitles in ${streamName(text)} are pictures, not text, which players cannot show. They are kept as they are, to be downloaded.`;
    return [warned('bitmap-subtitles', sentence)];
  }
  if (!isUnreadable) return [];
  const sentence = `The subtitles in ${streamName(text)} cannot be read here; they are left out. Subtitles as SRT, WebVTT, ASS or TTML can be added to the title.`;
  return [warned('text-unusable', sentence)];
}

const lateNames = { video: 'Another video track begins', audio: 'Another sound begins', subtitle: 'Subtitles begin' };

function lateFinding({ start }: Film, { index, kind, at }: LateStream): Finding {
  const place = Math.max(0, at - start);
  const [it, is] = kind === 'subtitle' ? ['them', 'are'] : ['it', 'is'];
  const sentence = `${lateNames[kind]} only at ${clockOf(place)} (stream ${index}), without a word of ${it} where the file begins, and ${is} left out.`;
  return warned('late-stream', sentence, { at: place });
}
