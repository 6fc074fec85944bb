import type { CaptionTrack, SoundTrack } from '../../../player/index.ts';

/** What is known of who watches: BCP 47 codes, the most wanted first. */
export type Readers = readonly string[];

/** Tracks that say part of the film, or speak about it: none of them is what a language is asked for. */
const beside = /\b(forced|signs?|songs?|comment(ary|aries)|kommentar\w*|descri(ption|ptive|bed)|\w*deskription)\b/i;

/** The sound in a language that the reader hears best, or undefined where the film's own first choice is as good. */
export function soundFor(
  sounds: readonly SoundTrack[],
  { readers, now }: { readonly readers: Readers; readonly now: string | undefined },
): SoundTrack | undefined {
  const own = sounds.filter((sound) => !beside.test(sound.label) && !sound.isBeside);
  for (const reader of readers) {
    const fitting = inLanguage(own, reader);
    if (fitting.length > 0) return fitting.find(({ id }) => id === now) ?? fitting[0];
  }
  return undefined;
}

/**
 * The captions to turn on: those of before, else in the reader's language, else in the sound's, else the first. One
 * who hears a language does not read only its signs, so whole captions come before part of them.
 */
export function captionFor(
  captions: readonly CaptionTrack[],
  wants: { readonly last: string | undefined; readonly readers: Readers; readonly heard: string | undefined },
): CaptionTrack | undefined {
  const before = captions.find(({ id }) => id === wants.last);
  if (before !== undefined) return before;
  const whole = captions.filter(({ label }) => !beside.test(label));
  for (const language of [...wants.readers, wants.heard ?? '']) {
    const [fitting] = inLanguage(whole, language);
    if (fitting !== undefined) return fitting;
  }
  return whole[0] ?? captions[0];
}

/** Those in exactly this language, else in another of its kinds: who reads `en-GB` reads `en-US`. */
function inLanguage<Track extends { readonly language: string }>(tracks: readonly Track[], wanted: string) {
  const code = wanted.toLowerCase();
  if (code === '' || code === 'und') return [];
  const exact = tracks.filter(({ language }) => language.toLowerCase() === code);
  return exact.length > 0 ? exact : tracks.filter(({ language }) => baseOf(language) === baseOf(code));
}

function baseOf(code: string): string {
  return code.toLowerCase().split('-')[0] ?? '';
}
