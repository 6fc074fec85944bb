import type { Finding } from '../../../contracts/index.ts';
import { codecName, type VideoStream } from '../../../media/index.ts';
import type { Film } from './film.ts';
import { warned } from './findings.ts';
import { listed } from './naming.ts';

/** Which of several videos the film is, and what is left out: other videos, other programmes. */
export function videoFindings({ inspection, video }: Film): readonly Finding[] {
  const findings: Finding[] = [];
  const { programmes } = inspection;
  if (programmes !== undefined && programmes.left.length > 0) {
    const left = listed(programmes.left.map((name) => `“${name}”`));
    const are = programmes.left.length === 1 ? 'is' : 'are';
    const sentence = `It is a recording of ${programmes.left.length + 1} programmes. “${programmes.taken}” is taken; ${left} ${are} left out.`;
    findings.push(warned('programmes', sentence));
  }
  const others = inspection.video.filter(({ index, isPicture }) => !isPicture && index !== video.index);
  if (others.length > 0) {
    const are = others.length === 1 ? 'is' : 'are';
    const sentence = `It has ${others.length + 1} video tracks. The film is stream ${video.index} (${sizeOf(video)}); ${listed(others.map(described))} ${are} left out.`;
    findings.push(warned('more-videos', sentence));
  }
  return findings;
}

function described(stream: VideoStream): string {
  const { index, isUnreadable = false, isEncrypted, pictureCount } = stream;
  const why = isEncrypted
    ? ', encrypted'
    : isUnreadable
      ? `, ${codecName(stream) ?? 'an unknown format'}, which cannot be decoded here`
      : pictureCount !== undefined && pictureCount <= 2
        ? ', a still picture'
        : '';
  return `stream ${index} (${sizeOf(stream)}${why})`;
}

function sizeOf({ width, height }: VideoStream): string {
  return `${width}×${height}`;
}
