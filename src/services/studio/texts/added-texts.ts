import { touchTitle } from '../changes/revision.ts';
import { doomFiles, keepFiles } from '../files.ts';
import type { Tx } from '../studio.ts';
import type { AddedTextRow } from '../tables.ts';
import type { StoredText } from './subtitles.ts';

/**
 * Makes stored subtitles a title's own. The same words twice are one: what is said of them is then what was said last.
 * True where anything has changed.
 */
export async function keepText(tx: Tx, title: string, text: StoredText): Promise<boolean> {
  const { file, language, label, forced } = text;
  const name = `x-${file.hash.slice(0, 10)}`;
  const said = { language, label, forced: forced ? 1 : 0 };
  const before = await addedText(tx, title, name);
  if (before !== undefined) {
    await doomFiles(tx, [file.key]);
    const isSame = before.language === language && before.label === label && before.forced === said.forced;
    if (isSame) return false;
    await tx.updateTable('added_texts').set(said).where('title', '=', title).where('name', '=', name).execute();
    return true;
  }
  const { key: media_key, hash, bytes } = file;
  await keepFiles(tx, [file], title);
  const row: AddedTextRow = { title, name, ...said, media_key, hash, bytes, playlist_key: null };
  await tx.insertInto('added_texts').values(row).execute();
  return true;
}

/** Takes added subtitles away; their files stay as long as a version has them. False where there are none. */
export async function dropText(tx: Tx, title: string, name: string): Promise<boolean> {
  const row = await addedText(tx, title, name);
  if (row === undefined) return false;
  await tx.deleteFrom('added_texts').where('title', '=', title).where('name', '=', name).execute();
  const keys = [row.media_key, ...(row.playlist_key === null ? [] : [row.playlist_key])];
  const used = await tx.selectFrom('version_files').select('key').where('key', 'in', keys).execute();
  const inUse = new Set(used.map(({ key }) => key));
  await doomFiles(
    tx,
    keys.filter((key) => !inUse.has(key)),
  );
  return true;
}

/** From here on the title's current version no longer says all that is to be said. */
export async function revise(tx: Tx, title: string): Promise<void> {
  await tx
    .updateTable('titles')
    .set(({ eb }) => ({ tracks_said: eb('tracks_said', '+', 1) }))
    .where('id', '=', title)
    .execute();
  await touchTitle(tx, title);
}

function addedText(tx: Tx, title: string, name: string): Promise<AddedTextRow | undefined> {
  const select = tx.selectFrom('added_texts').selectAll().where('title', '=', title);
  return select.where('name', '=', name).executeTakeFirst();
}
