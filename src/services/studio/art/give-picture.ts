import { pictureSize } from '../../../media/index.ts';
import { sendTickets } from '../encode/tickets.ts';
import { studioErrors } from '../errors.ts';
import { abandonFiles, keepFiles, storeFile } from '../files.ts';
import { onceOrAlways } from '../once.ts';
import { givenTask } from '../plan/tasks-after.ts';
import type { Studio } from '../studio.ts';
import { titleRow } from '../titles.ts';
import { askForStill } from './ask-for-still.ts';

/** The most that a picture may take. */
export const largestPicture = 20 * 1024 * 1024;

/**
 * Gives a title a poster or a backdrop of its owner's choice; it is there when the job that makes its sizes has been
 * done. Errors: `studio.no-such-title`, `studio.not-a-picture`.
 */
export async function givePicture(
  studio: Studio,
  { id, kind, bytes }: { readonly id: string; readonly kind: 'poster' | 'backdrop'; readonly bytes: Uint8Array },
  token: string | undefined,
): Promise<void> {
  const title = await titleRow(studio.sql.db, id);
  const size = pictureSize(bytes);
  if (size === undefined) throw studioErrors.error('studio.not-a-picture');
  const file = await storeFile(studio, { kind: 'art', title: id }, bytes);
  try {
    await studio.sql.transaction((tx) =>
      onceOrAlways(studio, tx, {
        key: { token, request: { call: 'artwork', id, kind, hash: file.hash } },
        effect: async () => {
          await keepFiles(tx, [file], id);
          const task = givenTask(kind, size);
          await askForStill(studio, tx, { title, source: file.hash, task, origin: 'owner' });
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
