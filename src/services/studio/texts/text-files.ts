import { textPlaylist } from '../../../media/index.ts';
import { keepFiles, type StoredFile, storeFile } from '../files.ts';
import type { Studio, Tx } from '../studio.ts';
import type { AddedTextRow, VersionFileRow } from '../tables.ts';

/** Playlists that were stored for added subtitles, and are to become theirs. */
export type TextPlaylists = readonly { readonly name: string; readonly file: StoredFile }[];

export interface TextFiles {
  readonly added: readonly AddedTextRow[];
  readonly files: readonly VersionFileRow[];
  /** Those of subtitles that had none yet. */
  readonly playlists: TextPlaylists;
}

/** What a version of a title needs of its added subtitles: each has a playlist as long as the film. */
export async function textFiles(
  studio: Studio,
  version: { readonly title: string; readonly version: string; readonly durationSeconds: number },
): Promise<TextFiles> {
  const { sql } = studio;
  const { title, durationSeconds } = version;
  const added = await sql.db
    .selectFrom('added_texts')
    .selectAll()
    .where('title', '=', title)
    .orderBy('language')
    .orderBy('name')
    .execute();
  const body = new TextEncoder().encode(textPlaylist({ durationSeconds, file: 'media.vtt' }));
  const files: VersionFileRow[] = [];
  const playlists: { name: string; file: StoredFile }[] = [];
  for (const row of added) {
    const place = { title, version: version.version, rendition: row.name };
    let playlist = row.playlist_key === null ? undefined : await storedFile(studio, row.playlist_key);
    if (playlist === undefined) {
      playlist = await storeFile(studio, { kind: 'playlist', title }, body);
      playlists.push({ name: row.name, file: playlist });
    }
    files.push({ ...place, file: 'media.vtt', key: row.media_key, hash: row.hash, bytes: row.bytes });
    files.push({ ...place, file: 'media.m3u8', ...playlist });
  }
  return { added, files, playlists };
}

export async function keepPlaylists(tx: Tx, title: string, playlists: TextPlaylists): Promise<void> {
  for (const { name, file } of playlists) {
    await keepFiles(tx, [file], title);
    const row = tx.updateTable('added_texts').set({ playlist_key: file.key }).where('title', '=', title);
    await row.where('name', '=', name).execute();
  }
}

async function storedFile({ sql }: Studio, key: string): Promise<StoredFile | undefined> {
  const row = await sql.db.selectFrom('files').select(['hash', 'bytes']).where('key', '=', key).executeTakeFirst();
  return row?.hash == null || row.bytes == null ? undefined : { key, hash: row.hash, bytes: row.bytes };
}
