import { defaultOptions, type PreviousUpload, Upload as TusUpload } from 'tus-js-client';
import { owner } from '../../../api/owner.ts';

/** An upload that another visit began: the same file goes on where it stopped. */
export interface Unfinished {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly url: string | undefined;
}

/** What was begun and not finished; `under` are names that are on their way just now. */
export async function findUnfinished(under: ReadonlySet<string>): Promise<readonly Unfinished[]> {
  const found = (await defaultOptions.urlStorage?.findAllUploads()) ?? [];
  return found.map(readOne).filter(({ name }) => !under.has(name));
}

/** Forgets one, here and at the studio. */
export async function forgetUnfinished({ key, url }: Unfinished): Promise<void> {
  await defaultOptions.urlStorage?.removeUpload(key);
  const token = owner.token();
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  if (url !== undefined) await TusUpload.terminate(url, { ...defaultOptions, headers }).catch(() => undefined);
}

function readOne(upload: PreviousUpload): Unfinished {
  const { name, filename } = upload.metadata;
  return {
    key: upload.urlStorageKey,
    name: name ?? filename ?? '',
    size: upload.size ?? 0,
    url: (upload as { uploadUrl?: string }).uploadUrl,
  };
}
