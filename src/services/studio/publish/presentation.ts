import type {
  AudioRendition,
  PictureText,
  Presentation,
  TextRendition,
  VideoRendition,
} from '../../../contracts/index.ts';
import { durationSeconds, type Plan, stereoName } from '../../../media/index.ts';
import type { KeptThumbnails, RenditionRow } from '../tables.ts';

/** What manifests need to know of a version that has these renditions, in the plan's order. */
export function presentationOf(
  plan: Plan,
  {
    title,
    version,
    rows,
  }: { readonly title: string; readonly version: string; readonly rows: readonly RenditionRow[] },
): Presentation {
  const byName = new Map(rows.map((row) => [row.name, row]));
  function described<Rendition>(planned: readonly { readonly name: string }[]): Rendition[] {
    return planned.flatMap(({ name }) => {
      const row = byName.get(name);
      return row === undefined ? [] : [JSON.parse(row.rendition) as Rendition];
    });
  }
  const timed = rows.filter(({ kind }) => kind === 'video' || kind === 'audio');
  const pictureTexts = described<PictureText>(plan.pictureTexts);
  const thumbs = rows.find(({ kind }) => kind === 'thumbs');
  return {
    title,
    version,
    durationSeconds: durationSeconds(plan),
    targetDuration: Math.ceil(Math.max(...timed.map(({ longest_segment }) => longest_segment))),
    video: described<VideoRendition>(plan.rungs),
    audio: withDefault(described<AudioRendition>(plan.audio)),
    text: described<TextRendition>(plan.text),
    chapters: plan.chapters.map((chapter) => ({ ...chapter })),
    ...(pictureTexts.length === 0 ? {} : { pictureTexts }),
    ...(thumbs === undefined ? {} : { thumbnails: (JSON.parse(thumbs.rendition) as KeptThumbnails).track }),
  };
}

/** The one that the plan means may not have come about; the first then stands in for it. */
function withDefault(audio: readonly AudioRendition[]): AudioRendition[] {
  const [first] = audio;
  if (first === undefined || audio.some(({ isDefault }) => isDefault)) return [...audio];
  return audio.map((track) => ({ ...track, isDefault: stereoName(track.name) === stereoName(first.name) }));
}
