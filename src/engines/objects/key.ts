import { objectsErrors } from './errors.ts';

const part = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/;

/** Keys are one or more parts of `[A-Za-z0-9._-]`, none beginning with a dot. Errors: `objects.bad-key`. */
export function checkKey(key: string): string {
  const why = whyBad(key);
  if (why !== undefined) throw objectsErrors.error('objects.bad-key', { key: key.slice(0, 200), why });
  return key;
}

function whyBad(key: string): string | undefined {
  if (key.length > 900) return 'it is longer than 900 characters';
  return key.split('/').every((text) => part.test(text)) ? undefined : 'its parts are not of letters, digits and . _ -';
}
