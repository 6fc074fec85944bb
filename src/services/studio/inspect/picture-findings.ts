import type { Finding } from '../../../contracts/index.ts';
import { toNumber } from '../../../kit/index.ts';
import { pixelAspect, toldOrder } from '../../../media/index.ts';
import type { Film } from './film.ts';
import { clockOf, repaired, warned } from './findings.ts';

/** What there is to say of the shape of its pictures and of what they are made of. */
export function pictureFindings(film: Film): readonly Finding[] {
  return [...orientationFindings(film), ...fieldFindings(film), ...shapeFindings(film), ...sizeFindings(film)];
}

function orientationFindings({ treatment: { rotation, mirrored } }: Film): readonly Finding[] {
  const findings: Finding[] = [];
  if (mirrored) findings.push(repaired('mirrored', 'Its pictures are mirrored; left and right are swapped back.'));
  if (rotation !== 0)
    findings.push(repaired('rotated', `Its pictures are stored turned by ${rotation}°; they are shown upright.`));
  return findings;
}

function fieldFindings({ video, treatment }: Film): readonly Finding[] {
  switch (treatment.fields) {
    case 'interlaced':
      return [repaired('interlaced', 'Its pictures are interlaced; they are made into whole pictures.')];
    case 'telecined': {
      const sentence =
        'It is a film of 24 pictures a second spread over 30 (telecine); fields that belong together are put back together, and one picture in five is shown twice.';
      return [repaired('telecined', sentence)];
    }
    case 'progressive': {
      if (toldOrder(video.fieldOrder) === undefined) return [];
      return [
        repaired(
          'not-interlaced',
          'The file says that it is interlaced, but its pictures are whole; they are left as they are.',
        ),
      ];
    }
  }
}

function shapeFindings({ video, treatment: { crop, size } }: Film): readonly Finding[] {
  const findings: Finding[] = [];
  const aspect = toNumber(video.sampleAspect);
  if (pixelAspect(video) !== aspect) {
    const sentence = `It says that its pixels are ${aspect.toFixed(2)} times as wide as they are high, which cannot be right; they are taken as square.`;
    findings.push(warned('wrong-aspect', sentence));
  } else if (Math.abs(aspect - 1) > 0.005) {
    findings.push(repaired('anamorphic', 'Its pixels are not square; its pictures are stretched to their true shape.'));
  }
  if (crop !== null) {
    const sentence = `All its pictures have black bars; they are cut off, which leaves ${crop.width}×${crop.height} of ${size.width}×${size.height}.`;
    findings.push(repaired('bars', sentence));
  }
  return findings;
}

function sizeFindings({ inspection, start, video }: Film): readonly Finding[] {
  const [first, ...more] = inspection.looks?.sizes ?? [];
  if (first === undefined) return [];
  const at = Math.max(0, first.at - start);
  const often =
    more.length === 0
      ? ''
      : `, and their size changes ${more.length === 1 ? 'once more' : `${more.length} more times`}`;
  const sentence = `At ${clockOf(at)} its pictures change from ${video.width}×${video.height} to ${first.width}×${first.height}${often}; all are shown at the size of the first.`;
  return [repaired('size-changes', sentence, { at })];
}
