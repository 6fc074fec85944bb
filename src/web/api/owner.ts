const tokenKey = 'bijou.owner-token';

/** What the owner entered; not needed where the browser has the door's cookie. */
export const owner = {
  token: (): string | undefined => localStorage.getItem(tokenKey) ?? undefined,
  keep: (token: string): void => localStorage.setItem(tokenKey, token.trim()),
};
