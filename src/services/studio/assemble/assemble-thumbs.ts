import type { ThumbnailTrack } from '../../../contracts/index.ts';
import { durationSeconds, imagesPlaylist, thumbnailGrid } from '../../../media/index.ts';
import { abandonFiles, doomFiles, keepFiles, storeFile } from '../files.ts';
import type { FilmPlan } from '../plan/film-plan.ts';
import type { Studio } from '../studio.ts';
import type { KeptThumbnails, OutputRow, RenditionRow } from '../tables.ts';
import { stillWanted } from './still-wanted.ts';

/** Names the folder of thumbnails in every version. */
export const thumbnailsName = 'thumbs';

export interface ThumbsAssembly {
  readonly title: string;
  readonly plan: FilmPlan;
  readonly planHash: string;
  /** Sheets as they were made. */
  readonly outputs: readonly OutputRow[];
}

/** Publishes sheets of thumbnails as they are: their objects change their role, not their place. */
export async function assembleThumbs(
  studio: Studio,
  { title, plan, planHash, outputs }: ThumbsAssembly,
): Promise<void> {
  const rung = plan.rungs.find(({ name }) => name === plan.firstLook);
  const sheets = [...outputs].sort((a, b) => (a.name < b.name ? -1 : 1));
  const [first] = sheets;
  if (rung === undefined || first === undefined) return;
  const track: ThumbnailTrack = {
    name: thumbnailsName,
    ...thumbnailGrid(plan, rung),
    type: 'image/jpeg',
    sheets: sheets.map(({ name, bytes, hash }) => ({ file: name.replace('sheet-', ''), bytes, hash })),
  };
  const text = imagesPlaylist(track, durationSeconds(plan));
  const playlist = await storeFile(studio, { kind: 'playlist', title }, new TextEncoder().encode(text));
  const kept: KeptThumbnails = { track, keys: sheets.map(({ key }) => key) };
  const row: RenditionRow = {
    title,
    plan: planHash,
    name: thumbnailsName,
    kind: 'thumbs',
    media_key: first.key,
    playlist_key: playlist.key,
    longest_segment: 0,
    rendition: JSON.stringify(kept),
  };
  try {
    await studio.sql.transaction(async (tx) => {
      const made =
        (await stillWanted(studio, tx, { title, planHash })) &&
        (await studio.sql.insertOnce(tx, 'renditions', { row, keys: ['title', 'plan', 'name'] }));
      if (!made) return doomFiles(tx, [playlist.key]);
      await keepFiles(tx, [playlist], title);
      await tx.deleteFrom('outputs').where('key', 'in', kept.keys).execute();
    });
  } catch (error) {
    await abandonFiles(studio.sql.db, [playlist.key]);
    throw error;
  }
}
