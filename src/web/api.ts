import { catalogContract, connectBrowser, playbackContract, studioContract } from '../contracts/index.ts';
import { hasCode } from '../kit/index.ts';

const tokenKey = 'bijou.owner-token';

/** What the owner entered; not needed where the browser has the door's cookie. */
export const owner = {
  token: (): string | undefined => localStorage.getItem(tokenKey) ?? undefined,
  keep: (token: string): void => localStorage.setItem(tokenKey, token.trim()),
};

/** Keeps a token that opens the studio, or that nothing could be asked about; resolves to false for a wrong one. */
export async function enterAsOwner(token: string): Promise<boolean> {
  const entered = token.trim();
  try {
    await connectBrowser(studioContract, { base: '', token: () => entered }).calls.work({});
  } catch (error) {
    // A guess too many is a wrong one as well. Whatever else is in the way the pages tell.
    if (hasCode(error, 'request.owner-only') || hasCode(error, 'gateway.too-many-guesses')) return false;
  }
  owner.keep(entered);
  return true;
}

export const catalog = connectBrowser(catalogContract, { base: '' });
export const playback = connectBrowser(playbackContract, { base: '' });
export const studio = connectBrowser(studioContract, { base: '', token: owner.token });

/** Where uploads are sent. */
export const uploadAddress = studioContract.routes.upload.path.replace('{rest...}', '');
