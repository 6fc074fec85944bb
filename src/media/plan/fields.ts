import type { Inspection, VideoStream } from '../inspection.ts';

/**
 * How pictures are made of their two fields. `telecined`: a film of 24 pictures a second was spread over 30 of which
 * two in five are mixed from two.
 */
export type Fields = 'progressive' | 'interlaced' | 'telecined';

/** As many sampled pictures must speak before they are believed: more where they contradict the container. */
const fewest = { told: 8, untold: 30 };
/** Share of combed pictures that makes a film interlaced, where its container does not say so, and where it does. */
const combedShare = { untold: 0.1, told: 0.02 };
/** Three-two pulldown repeats one field in each of two pictures of five, the upper as often as the lower. */
const repeatedShare = 0.08;

/** What a film's fields are by what was seen, and by what the container says where too little was seen. */
export function fieldsOf(video: VideoStream, looks: Inspection['looks']): { fields: Fields; topFirst: boolean } {
  const told = toldOrder(video.fieldOrder);
  const untold = { fields: told === undefined ? 'progressive' : 'interlaced', topFirst: told !== 'bottom' } as const;
  if (looks === null) return untold;
  const { topFirst: top, bottomFirst: bottom, progressive, undecided, repeatedTop, repeatedBottom } = looks.fields;
  const seen = top + bottom + progressive;
  if (seen < (told === undefined ? fewest.untold : fewest.told)) return untold;
  const combed = Math.max(top, bottom);
  // Combs of both orders are fine patterns that move, and no fields.
  const isOneOrder = Math.min(top, bottom) <= combed * 0.2;
  const share = told === undefined ? combedShare.untold : combedShare.told;
  if (!isOneOrder || combed < seen * share || combed < 3) return { fields: 'progressive', topFirst: true };
  const isRepeating = Math.min(repeatedTop, repeatedBottom) >= (seen + undecided) * repeatedShare;
  return { fields: isRepeating ? 'telecined' : 'interlaced', topFirst: top >= bottom };
}

/** Which field is shown first: ffprobe's second letter where it has two that differ. */
export function toldOrder(fieldOrder: string): 'top' | 'bottom' | undefined {
  if (fieldOrder === 'tt' || fieldOrder === 'bt') return 'top';
  return fieldOrder === 'bb' || fieldOrder === 'tb' ? 'bottom' : undefined;
}
