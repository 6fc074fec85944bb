import type { AudioStream, Inspection, TextStream } from '../inspection.ts';
import type { PlannedAudio, PlannedPictureText, PlannedText, PlanSettings } from './plan.ts';

/** Rates that every AAC decoder knows and that are kept; all others become 48 kHz. */
const keptRates = [44_100, 48_000];
const usualRate = 48_000;

/** Channels that every screen plays, and of surround. */
const stereo = 2;
const surround = 6;
/** A source of so many has something behind the listener. */
const surroundFrom = 5;

/**
 * Every audio track of the source that can be heard, in stereo, and again in surround where it has that: the same label, another name.
 * One track is the default: the first that is marked so, not a commentary where there is another.
 */
export function planAudio(streams: readonly AudioStream[], settings: PlanSettings): PlannedAudio[] {
  const usable = streams.filter(({ channels, sampleRate, heard }) => channels > 0 && sampleRate > 0 && heard !== null);
  const labels = distinct(usable.map((stream, index) => labelOf(stream, `Audio ${index + 1}`)));
  const plain = usable.filter(({ role }) => role === undefined);
  const favourite = plain.find(({ isDefault }) => isDefault) ?? plain[0] ?? usable[0];
  return usable.flatMap((stream, index) => {
    const name = `a${index + 1}-${folderWord(stream.language)}`;
    const common = {
      stream: stream.index,
      language: stream.language,
      label: labels[index] ?? '',
      sampleRate: keptRates.includes(stream.sampleRate) ? stream.sampleRate : usualRate,
      ...oddities(stream),
      isDefault: stream === favourite,
      ...(stream.role === undefined ? {} : { role: stream.role }),
    };
    const tracks = [{ ...common, name, channels: stereo }];
    if (stream.channels >= surroundFrom && settings.maxChannels >= surround) {
      tracks.push({ ...common, name: `${name}-${surround}ch`, channels: surround });
    }
    return tracks.map((track) => ({ ...track, bitRate: track.channels * settings.audioBitRatePerChannel }));
  });
}

/** Farther from an even rate, seconds, than may be heard beside the pictures. */
const mostDrift = 0.005;

/** How a sound is brought back in step with the pictures, where its times and its samples do not agree. */
function oddities({
  heard,
  sampleRate,
}: AudioStream): Pick<PlannedAudio, 'takenRate' | 'drifts' | 'changes' | 'misdated'> {
  const { stretch = 1, drift = 0, changes = 0, misdated = [] } = heard ?? {};
  const takenRate = Math.round(sampleRate / stretch);
  // What a whole number of samples a second leaves, a slow drift takes up.
  const drifts = stretch !== 1 || drift > mostDrift ? { drifts: true } : {};
  if (changes > 0) return { changes: true, ...(misdated.length > 0 ? { misdated } : {}), ...drifts };
  return { ...(takenRate === sampleRate ? {} : { takenRate }), ...drifts };
}

/** The name of a track in stereo, by that of the same track in surround; other names stay. */
export function stereoName(name: string): string {
  return name.replace(new RegExp(`-${surround}ch$`), '');
}

/**
 * Every text track that can be read and become WebVTT, and the captions that the pictures of a stream carry. Only a
 * forced one is on by default.
 */
export function planText(streams: readonly TextStream[], captioned?: number): PlannedText[] {
  const usable = streams.filter(({ isBitmap, isUnreadable = false }) => !isBitmap && !isUnreadable);
  const labels = distinct(usable.map((stream, index) => labelOf(stream, `Subtitles ${index + 1}`)));
  const favourite = usable.find(({ isDefault, isForced }) => isDefault && isForced);
  const tracks: PlannedText[] = usable.map((stream, index) => ({
    name: `t${index + 1}-${folderWord(stream.language)}`,
    stream: stream.index,
    language: stream.language,
    label: labels[index] ?? '',
    isDefault: stream === favourite,
    isForced: stream.isForced,
    isForHearingImpaired: stream.isForHearingImpaired === true,
    ...(stream.readAs === undefined ? {} : { readAs: stream.readAs }),
  }));
  return captioned === undefined ? tracks : [...tracks, captionsOf(captioned, tracks)];
}

/** Captions do not say in which language they are. */
function captionsOf(stream: number, others: readonly PlannedText[]): PlannedText {
  const labels = distinct([...others.map(({ label }) => label), 'Closed captions']);
  return {
    name: `t${others.length + 1}-und`,
    stream,
    language: 'und',
    label: labels.at(-1) ?? '',
    isDefault: false,
    isForced: false,
    isForHearingImpaired: true,
    isInPictures: true,
  };
}

/** Every text track that is made of pictures. */
export function planPictureTexts(streams: readonly TextStream[]): PlannedPictureText[] {
  const usable = streams.filter(({ isBitmap }) => isBitmap);
  const labels = distinct(usable.map((stream, index) => labelOf(stream, `Subtitles ${index + 1}`)));
  return usable.map(({ index: stream, language, codec }, index) => ({
    name: `p${index + 1}-${folderWord(language)}`,
    stream,
    language,
    label: labels[index] ?? '',
    codec,
  }));
}

/**
 * Chapters on the film's own timeline; those outside it are left out. One that does not say where it ends lasts until
 * the next begins, or the film ends.
 */
export function planChapters(
  chapters: Inspection['chapters'],
  film: { readonly start: number; readonly duration: number },
): { start: number; end: number; name: string }[] {
  const inOrder = [...chapters].sort((a, b) => a.start - b.start);
  return inOrder
    .map(({ start, end, name }, place) => {
      const next = inOrder.slice(place + 1).find((later) => later.start > start)?.start ?? film.start + film.duration;
      return { start: within(start), end: within(end > start ? end : next), name };
    })
    .filter(({ start, end }) => end > start);

  function within(seconds: number): number {
    return Math.round(Math.min(Math.max(seconds - film.start, 0), film.duration) * 1000) / 1000;
  }
}

function labelOf(stream: { readonly label: string; readonly language: string }, otherwise: string): string {
  if (stream.label.trim() !== '') return stream.label.trim();
  return stream.language === 'und' || stream.language === '' ? otherwise : stream.language;
}

/** Players tell renditions apart by their names (RFC 8216, 4.3.4.1.1), so the second of a name gets a number. */
function distinct(labels: readonly string[]): string[] {
  const used = new Set<string>();
  return labels.map((label) => {
    let own = label;
    for (let number = 2; used.has(own); number++) own = `${label} ${number}`;
    used.add(own);
    return own;
  });
}

/** What may stand in a folder's name. */
function folderWord(language: string): string {
  return language.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'und';
}
