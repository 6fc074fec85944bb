import { abandonFiles } from '../files.ts';
import { answered } from '../once.ts';
import type { Studio } from '../studio.ts';
import { measure, takeInMeasured } from '../upload/add-file.ts';
import { checkReplacement, replaceSource } from './replace-source.ts';

/** Takes in a file of this machine as the film of a title. Errors: those of `replaceSource` and of taking in a file. */
export async function replaceByFile(
  studio: Studio,
  { id, path }: { readonly id: string; readonly path: string },
  { token, signal }: { readonly token: string | undefined; readonly signal: AbortSignal },
): Promise<void> {
  const { db } = studio.sql;
  const request = { call: 'replace', id, path };
  if ((await answered(studio, { token, request })) !== undefined) return;
  await checkReplacement(db, { id });
  const known = await measure(path, signal);
  await checkReplacement(db, { id, hash: known.hash });
  const file = await takeInMeasured(studio, path, known);
  try {
    await replaceSource(studio, { id, file }, { token, request });
  } finally {
    // What has not become the title's is of no use.
    await abandonFiles(db, [file.key]);
  }
}
