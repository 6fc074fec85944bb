import type { Finding } from '../../../contracts/index.ts';
import type { Film } from './film.ts';
import { warned } from './findings.ts';
import { soundFindings } from './sound-findings.ts';

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
