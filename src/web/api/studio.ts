import { connectBrowser } from '../../contracts/browser/index.ts';
import { studioContract } from '../../contracts/studio/index.ts';
import { hasCode } from '../../kit/index.ts';
import { owner } from './owner.ts';

export const studio = connectBrowser(studioContract, { base: '', token: owner.token });

/** Where uploads are sent. */
export const uploadAddress = studioContract.routes.upload.path.replace('{rest...}', '');

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
