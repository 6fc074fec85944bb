import { pictureSize } from '../../../media/index.ts';
import { sendTickets } from '../encode/tickets.ts';
import { studioErrors } from '../errors.ts';
import { abandonFiles, keepFiles, type StoredFile, storeFile } from '../files.ts';
import { lockTitle } from '../lock-title.ts';
import { onceOrAlways } from '../once.ts';
import { givenTask } from '../plan/tasks-after.ts';
import type { Studio, Tx } from '../studio.ts';
import type { ArtOrigin } from '../tables.ts';
import { titleRow } from '../titles.ts';
import { askForStill } from './ask-for-still.ts';

/** The most that a picture may take. */
export const largestPicture = 20 * 1024 * 1024;

/** A picture that is stored, and not yet anybody's. */
export interface GivenPicture {
  readonly kind: 'poster' | 'backdrop';
  readonly size: PictureSize;
  readonly file: StoredFile;
}

type PictureSize = NonNullable<ReturnType<typeof pictureSize>>;

/** Stores a picture as it came. Errors: `studio.not-a-picture`, those of objects. */
export async function storePicture(
  studio: Studio,
  title: string | null,
  { kind, bytes }: { readonly kind: GivenPicture['kind']; readonly bytes: Uint8Array },
): Promise<GivenPicture> {
  const size = pictureSize(bytes);
  if (size === undefined) throw studioErrors.error('studio.not-a-picture');
  return { kind, size, file: await storeFile(studio, { kind: 'art', title }, bytes) };
}

/** Makes a stored picture a title's own, and gives out the job that makes its sizes. The caller sends its ticket. */
export async function keepPicture(
  studio: Studio,
  tx: Tx,
  { id, picture, origin }: { readonly id: string; readonly picture: GivenPicture; readonly origin: ArtOrigin },
): Promise<void> {
  const { kind, size, file } = picture;
  const title = await lockTitle(studio, tx, id);
  await keepFiles(tx, [file], id);
  await askForStill(studio, tx, { title, source: file.hash, task: givenTask(kind, size), origin });
}

/**
 * Gives a title a poster or a backdrop of its owner's choice; it is there when the job that makes its sizes has been
 * done. Errors: `studio.no-such-title`, `studio.not-a-picture`.
 */
export async function givePicture(
  studio: Studio,
  { id, kind, bytes }: { readonly id: string; readonly kind: GivenPicture['kind']; readonly bytes: Uint8Array },
  token: string | undefined,
): Promise<void> {
  await titleRow(studio.sql.db, id);
  const picture = await storePicture(studio, id, { kind, bytes });
  const { file } = picture;
  try {
    await studio.sql.transaction((tx) =>
      onceOrAlways(studio, tx, {
        key: { token, request: { call: 'artwork', id, kind, hash: file.hash } },
        effect: async () => {
          await keepPicture(studio, tx, { id, picture, origin: 'owner' });
          return true;
        },
      }),
    );
  } finally {
    // Where the same request was answered before, nobody needs it a second time.
    await abandonFiles(studio.sql.db, [file.key]);
  }
  await sendTickets(studio, 1);
}
