import type { AudioRendition, Presentation, TextRendition } from '../../../contracts/index.ts';
import { stereoName } from '../../../media/index.ts';
import type { AddedTextRow } from '../tables.ts';

/**
 * A presentation as its owner wants its tracks told: in the languages that they were given, with the added subtitles
 * behind the film's own. Names of renditions stay.
 */
export function toldTracks(
  presentation: Presentation,
  said: { readonly languages: Readonly<Record<string, string>>; readonly added: readonly AddedTextRow[] },
): Presentation {
  const { languages, added } = said;
  const own = presentation.text.filter(({ name }) => !isAdded(name));
  const hasDefault = own.some(({ isDefault }) => isDefault);
  const forced = hasDefault ? undefined : added.find((row) => row.forced === 1)?.name;
  const text = [...own, ...added.map((row) => renditionOf(row, row.name === forced))];
  return {
    ...presentation,
    audio: distinctSounds(
      presentation.audio.map((track) => inLanguage(track, languages[track.name] ?? languages[stereoName(track.name)])),
    ),
    text: distinct(text.map((track) => inLanguage(track, languages[track.name]))),
  };
}

/** Tracks of the film itself are named `t…`. */
export function isAdded(name: string): boolean {
  return name.startsWith('x-');
}

function renditionOf({ name, language, label, bytes, hash, forced }: AddedTextRow, isDefault: boolean): TextRendition {
  return { name, language, label, bytes, hash, isDefault, ...(forced === 1 ? { isForced: true } : {}) };
}

/** A label that was only the language's tag follows it. */
function inLanguage<Track extends { readonly language: string; readonly label: string }>(
  track: Track,
  language: string | undefined,
): Track {
  if (language === undefined) return track;
  return { ...track, language, label: track.label === track.language ? language : track.label };
}

/** The same track in stereo and in surround has the same label. */
function distinctSounds(tracks: readonly AudioRendition[]): AudioRendition[] {
  const labels = new Map(
    distinct(tracks.filter(({ name }) => stereoName(name) === name)).map(({ name, label }) => [name, label]),
  );
  return tracks.map((track) => ({ ...track, label: labels.get(stereoName(track.name)) ?? track.label }));
}

/** Players tell renditions apart by their labels. */
function distinct<Track extends { readonly label: string }>(tracks: readonly Track[]): Track[] {
  const used = new Set<string>();
  return tracks.map((track) => {
    let label = track.label;
    for (let number = 2; used.has(label); number++) label = `${track.label} ${number}`;
    used.add(label);
    return { ...track, label };
  });
}
