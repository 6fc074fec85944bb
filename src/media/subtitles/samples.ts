import { type Box, findBox, readBoxes } from '../bmff/box.ts';
import type { Cue } from '../webvtt/cue.ts';
import { decodeText } from './charset.ts';
import { parseTtml } from './ttml.ts';

/** What an MP4 shows of a track of text from one time to another, seconds. */
export interface TextSample {
  readonly from: number;
  readonly to: number;
  readonly bytes: Uint8Array;
}

/** How MP4 keeps text that ffmpeg cannot read: documents of TTML whose times are the track's, or the sample's own; cues of WebVTT. */
export type SampledText = 'stpp' | 'dfxp' | 'wvtt';

export function isSampledText(name: string | undefined): name is SampledText {
  return name === 'stpp' || name === 'dfxp' || name === 'wvtt';
}

/** The cues of a track's samples, in order. What goes on in the next sample is one cue. Samples that cannot be read have none. */
export function cuesOfSamples(samples: readonly TextSample[], kind: SampledText): Cue[] {
  const cues: Cue[] = [];
  for (const sample of samples) {
    for (const cue of kind === 'wvtt' ? wvttCues(sample) : ttmlCues(sample, kind)) {
      const before = cues.findLast(({ end }) => Math.abs(end - cue.start) < 0.002);
      const goesOn = before !== undefined && before.text === cue.text && before.settings === cue.settings;
      if (goesOn) cues[cues.indexOf(before)] = { ...before, end: cue.end };
      else cues.push(cue);
    }
  }
  return cues;
}

/** ISO 14496-30, 6: a document holds as long as its sample does. */
function ttmlCues({ from, to, bytes }: TextSample, kind: SampledText): Cue[] {
  const cues = parseTtml(decodeText(bytes).text);
  const within = (shift: number) =>
    cues
      .map((cue) => ({ ...cue, start: Math.max(from, cue.start + shift), end: Math.min(to, cue.end + shift) }))
      .filter(({ start, end }) => end > start);
  const asTold = within(kind === 'dfxp' ? from : 0);
  // Some programs write times of the other kind, by which nothing would ever be shown.
  return asTold.length > 0 ? asTold : within(kind === 'dfxp' ? 0 : from);
}

/** ISO 14496-30, 7: each cue that is shown, for as long as its sample. */
function wvttCues({ from, to, bytes }: TextSample): Cue[] {
  return boxesIn(bytes)
    .filter(({ type }) => type === 'vttc')
    .map(({ body }) => boxesIn(body))
    .map((parts) => ({ id: '', start: from, end: to, settings: textOf(parts, 'sttg'), text: textOf(parts, 'payl') }))
    .filter(({ text, start, end }) => text !== '' && end > start);
}

function boxesIn(bytes: Uint8Array): readonly Box[] {
  try {
    return readBoxes(bytes);
  } catch {
    return [];
  }
}

function textOf(boxes: readonly Box[], type: string): string {
  return new TextDecoder().decode(findBox(boxes, type)?.body ?? new Uint8Array()).trim();
}
