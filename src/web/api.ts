import { catalogContract, connectBrowser, playbackContract, studioContract } from '../contracts/index.ts';

const tokenKey = 'bijou.owner-token';

/** What the owner entered; not needed where the browser has the door's cookie. */
export const owner = {
  token: (): string | undefined => localStorage.getItem(tokenKey) ?? undefined,
  keep: (token: string): void => localStorage.setItem(tokenKey, token.trim()),
};

export const catalog = connectBrowser(catalogContract, { base: '' });
export const playback = connectBrowser(playbackContract, { base: '' });
export const studio = connectBrowser(studioContract, { base: '', token: owner.token });

/** Where uploads are sent. */
export const uploadAddress = studioContract.routes.upload.path.replace('{rest...}', '');
