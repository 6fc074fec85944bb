import type { Picture } from '../../../contracts/index.ts';
import { abandonFiles, doomFiles, keepFiles, type StoredFile, storeFile } from '../files.ts';
import { lockIfThere } from '../lock-title.ts';
import type { Studio, Tx } from '../studio.ts';
import type { ArtKind, ArtOrigin, ArtworkRow } from '../tables.ts';
import { tellChanged } from './tell-changed.ts';

/** One picture in its sizes, smallest first, with the bytes of each. */
export interface NewPicture extends Omit<Picture, 'sizes'> {
  readonly sizes: readonly NewSize[];
}

export interface NewSize {
  readonly width: number;
  readonly height: number;
  /** `image/webp`, `image/jpeg`, … */
  readonly type: string;
  readonly body: Uint8Array;
}

export interface NewArtwork {
  readonly title: string;
  readonly kind: ArtworkRow['kind'];
  readonly origin: ArtOrigin;
  readonly picture: NewPicture;
}

/** What its owner chose stands before what lay beside the film, that before a picture that was found in it. */
const weights: Readonly<Record<ArtOrigin, number>> = { film: 0, cover: 1, beside: 2, owner: 3 };

/**
 * Makes a picture the poster or the backdrop of a title and tells of it; what stood there before goes. False where
 * the title is gone, or something weightier stands there. Errors: `objects.full`.
 */
export async function storeArtwork(studio: Studio, artwork: NewArtwork): Promise<boolean> {
  const { title, kind, origin, picture } = artwork;
  const files = await storeSizes(studio, title, picture.sizes);
  try {
    return await studio.sql.transaction(async (tx) => {
      if (!(await isOpenTo(studio, tx, artwork))) {
        await doomFiles(tx, keysOf(files));
        return false;
      }
      await dropArt(tx, { title, kind });
      const sizes = await keepSizes(tx, { title, kind }, files);
      const { width, height, thumbhash, tint } = picture;
      const whole: Picture = { width, height, thumbhash, tint, sizes };
      const row = { title, kind, origin, picture: JSON.stringify(whole) };
      await studio.sql.upsert(tx, 'artwork', { row, keys: ['title', 'kind'] });
      await tellChanged(studio, tx, title);
      return true;
    });
  } catch (error) {
    await abandonFiles(studio.sql.db, keysOf(files));
    throw error;
  }
}

export interface StoredSize {
  readonly file: StoredFile;
  readonly size: Omit<NewSize, 'body'>;
}

/** Stores the bytes; they are put to use by `keepSizes`. */
export async function storeSizes(studio: Studio, title: string, sizes: readonly NewSize[]): Promise<StoredSize[]> {
  const stored: StoredSize[] = [];
  try {
    for (const { body, ...size } of sizes) {
      stored.push({ file: await storeFile(studio, { kind: 'art', title }, body), size });
    }
    return stored;
  } catch (error) {
    await abandonFiles(studio.sql.db, keysOf(stored));
    throw error;
  }
}

/** Puts stored sizes to use, under names by their content. Resolves to what a picture says of them. */
export async function keepSizes(
  tx: Tx,
  { title, kind }: { readonly title: string; readonly kind: ArtKind },
  stored: readonly StoredSize[],
): Promise<Picture['sizes']> {
  const sizes: Picture['sizes'] = [];
  const names = new Set<string>();
  for (const { file, size } of stored) {
    const { key, hash, bytes } = file;
    const name = `${hash.slice(0, 32)}.${endingOf(size.type)}`;
    sizes.push({ ...size, address: `/api/studio/art/${title}/${name}` });
    if (names.has(name)) {
      await doomFiles(tx, [key]);
      continue;
    }
    names.add(name);
    await keepFiles(tx, [file], title);
    await tx.insertInto('art').values({ title, kind, name, type: size.type, key, hash, bytes }).execute();
  }
  return sizes;
}

/** Takes away a title's pictures of a kind. */
export async function dropArt(
  tx: Tx,
  { title, kind }: { readonly title: string; readonly kind: ArtKind },
): Promise<void> {
  const rows = await tx.selectFrom('art').select('key').where('title', '=', title).where('kind', '=', kind).execute();
  await doomFiles(
    tx,
    rows.map(({ key }) => key),
  );
  await tx.deleteFrom('art').where('title', '=', title).where('kind', '=', kind).execute();
}

export function keysOf(stored: readonly StoredSize[]): string[] {
  return stored.map(({ file }) => file.key);
}

async function isOpenTo(studio: Studio, tx: Tx, { title, kind, origin }: NewArtwork): Promise<boolean> {
  if ((await lockIfThere(studio, tx, title)) === undefined) return false;
  const there = await tx
    .selectFrom('artwork')
    .select('origin')
    .where('title', '=', title)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return there === undefined || weights[there.origin] <= weights[origin];
}

const endings: Readonly<Record<string, string>> = {
  'image/webp': 'webp',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/avif': 'avif',
};

function endingOf(type: string): string {
  return endings[type] ?? 'bin';
}
