/** The sample films in the order in which a newcomer gets them. */
export const sampleIds = ['the-paper-boat', 'the-red-kite', 'confetti'] as const;

/** Names a film's file, too. */
export type SampleId = (typeof sampleIds)[number];

export function isSampleId(text: string): text is SampleId {
  return sampleIds.some((id) => id === text);
}
