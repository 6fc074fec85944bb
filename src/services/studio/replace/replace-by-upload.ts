import { hasCode } from '../../../kit/index.ts';
import type { StoredFile } from '../files.ts';
import type { Studio, Tx } from '../studio.ts';
import { replaceSource } from './replace-source.ts';

/** Why an upload that was to replace a film becomes a title of its own instead: what was sent is never lost. */
const codes = ['studio.no-such-title', 'studio.under-way', 'studio.same-film', 'studio.already-there'] as const;

export interface UploadedReplacement {
  /** The title whose film it is to be, as the upload's metadata says. */
  readonly id: string | undefined;
  readonly file: StoredFile;
  also(tx: Tx, title: string): Promise<void>;
}

/** The title whose film the upload is now; undefined where it names none, or one that takes no other file by now. */
export async function replaceByUpload(
  studio: Studio,
  { id, file, also }: UploadedReplacement,
): Promise<string | undefined> {
  if (id === undefined) return undefined;
  try {
    await replaceSource(studio, { id, file, also: (tx) => also(tx, id) });
    return id;
  } catch (error) {
    if (!codes.some((code) => hasCode(error, code))) throw error;
    studio.logger.warn('an upload that was to replace a film is taken in by itself', { title: id, error });
    return undefined;
  }
}
