import { clockTime } from '../../format.ts';
import { addressOf } from '../../routes.ts';
import { words } from '../../words/index.ts';

/** True where the system has a sheet of its own to share by, as telephones do: there it is what one expects. */
export function hasShareSheet(): boolean {
  return typeof navigator.share === 'function' && matchMedia('(pointer: coarse)').matches;
}

/** Gives away the address of this film at this time. Returns what is to be said of it; nothing where one sees it. */
export async function shareAt(film: {
  readonly id: string;
  readonly name: string | undefined;
  readonly time: number;
}): Promise<string | undefined> {
  const url = new URL(addressOf.watch(film.id, film.time), location.href).href;
  try {
    if (hasShareSheet()) {
      await navigator.share({ url, title: film.name ?? words.name });
      return undefined;
    }
    await copy(url);
    return words.watch.share.copied(clockTime(film.time));
  } catch (error) {
    // Whoever closes the system's sheet has changed their mind.
    return error instanceof DOMException && error.name === 'AbortError' ? undefined : words.watch.share.failed;
  }
}

/** Over plain HTTP, from another machine, browsers have no clipboard for pages but that of a selection. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  // Within a dialog nothing outside it can be selected.
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (!copied) throw new Error('Not copied');
}
