/** What a meter said of a track (ITU-R BS.1770); null where it is silent or too short to tell. */
export interface Heard {
  /** LUFS. */
  readonly integrated: number | null;
  /** dBTP. */
  readonly truePeak: number | null;
}

/**
 * How loud every film is to be, LUFS. AES TD1008 asks for −18 of what is streamed and is mostly speech, EBU R 128 s2
 * for −20 to −16: phones in a train are still loud enough, and most films reach it without their peaks being cut.
 */
export const targetLoudness = -18;

/** True peaks stay below −1 dBTP after AAC, whose own errors add to them. */
const highestPeak = -1.5;
/** More than that would be mostly noise. */
const mostGain = 20;
/** What is quieter is silence with noise. */
const silence = -60;

/** One gain for a whole track, decibels: dynamics stay, so what has high peaks stays below the target. */
export function gainFor({ integrated, truePeak }: Heard): number {
  if (integrated === null || integrated < silence) return 0;
  const room = truePeak === null ? mostGain : highestPeak - truePeak;
  const gain = Math.min(targetLoudness - integrated, room, mostGain);
  return Math.round(gain * 100) / 100;
}
