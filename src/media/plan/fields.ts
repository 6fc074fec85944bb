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
/** Share of them that may be combed in the other order: fields keep theirs, patterns have none. */
const otherOrder = { untold: 0.1, told: 0.2 };
/** Three-two pulldown repeats one field in each of two pictures of five, the upper as often as the lower. */
const repeatedShare = 0.08;

/**
 * Codecs of screens, games and the first computers that played films: their pictures are whole. The blocks and rows
 * that some are made of look like combs.
 */
const wholeCodecs = new Set(
  (
    'msvideo1 cinepak msrle rpza smc qtrle 8bps svq1 svq3 indeo2 indeo3 indeo4 indeo5 rv10 rv20 flic roq vmdvideo ' +
    'cscd tscc tscc2 zmbv flashsv flashsv2 screenpresso vmnc fraps g2m mss1 mss2 msa1 mszh zlib rscc scpr ' +
    'truemotion1 truemotion2 tm20 ultimotion cljr loco wnv1 vp3 vp5 vp6 vp6f vp6a flv1 h261 gif apng webp png'
  ).split(' '),
);

/** What a film's fields are by what was seen, and by what the container says where too little was seen. */
export function fieldsOf(video: VideoStream, looks: Inspection['looks']): { fields: Fields; topFirst: boolean } {
  const told = toldOrder(video.fieldOrder);
  if (told === undefined && wholeCodecs.has(video.codec)) return { fields: 'progressive', topFirst: true };
  const untold = { fields: told === undefined ? 'progressive' : 'interlaced', topFirst: told !== 'bottom' } as const;
  if (looks === null) return untold;
  const { topFirst: top, bottomFirst: bottom, progressive, undecided, repeatedTop, repeatedBottom } = looks.fields;
  const seen = top + bottom + progressive;
  if (seen < (told === undefined ? fewest.untold : fewest.told)) return untold;
  const combed = Math.max(top, bottom);
  // Combs of both orders are fine patterns that move, and no fields.
  const isOneOrder = Math.min(top, bottom) <= combed * (told === undefined ? otherOrder.untold : otherOrder.told);
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
