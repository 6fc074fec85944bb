import type { TextMarks } from '../../../contracts/index.ts';
import { studioErrors } from '../errors.ts';
import { abandonFiles } from '../files.ts';
import { lockTitle } from '../lock-title.ts';
import { onceOrAlways } from '../once.ts';
import type { Studio } from '../studio.ts';
import { titleRow } from '../titles.ts';
import { dropText, keepText, revise } from './added-texts.ts';
import { storeText } from './subtitles.ts';

/**
 * Adds subtitles to a title; its next version, which is made at once, has them. The same subtitles twice are one.
 * Errors: `studio.no-such-title`, `studio.not-subtitles`, those of objects.
 */
export async function addText(
  studio: Studio,
  id: string,
  text: { readonly bytes: Uint8Array; readonly marks: TextMarks; readonly label?: string | undefined },
): Promise<void> {
  const { sql } = studio;
  await titleRow(sql.db, id);
  const stored = await storeText(studio, id, text);
  try {
    await sql.transaction(async (tx) => {
      await lockTitle(studio, tx, id);
      if (await keepText(tx, id, stored)) await revise(tx, id);
    });
  } catch (error) {
    await abandonFiles(sql.db, [stored.file.key]);
    throw error;
  }
  studio.wake(id);
}

/** Takes added subtitles away again. Errors: `studio.no-such-title`, `studio.no-such-track`. */
export async function removeText(
  studio: Studio,
  { id, name }: { readonly id: string; readonly name: string },
  token: string | undefined,
): Promise<void> {
  await studio.sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key: { token, request: { call: 'removeText', id, name } },
      effect: async () => {
        await lockTitle(studio, tx, id);
        if (!(await dropText(tx, id, name))) throw studioErrors.error('studio.no-such-track', { id, name });
        await revise(tx, id);
        return true;
      },
    }),
  );
  studio.wake(id);
}
