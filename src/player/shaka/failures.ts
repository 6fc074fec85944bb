import { BijouError } from '../../kit/index.ts';
import { playerErrors } from '../errors.ts';
import type { Shaka } from './library.ts';

/** What went wrong, in our words, of anything that Shaka or we have thrown. */
export function failureOf(shaka: Shaka | undefined, thrown: unknown): BijouError {
  if (thrown instanceof BijouError) return thrown;
  if (shaka === undefined || !(thrown instanceof shaka.util.Error)) {
    return playerErrors.error('player.core', { number: 0 }, thrown);
  }
  const { Category, Code } = shaka.util.Error;
  const code: number = thrown.code;
  if (code === Code.VIDEO_ERROR) return playerErrors.error('player.decode', { number: code }, thrown);
  if (code === Code.CONTENT_UNSUPPORTED_BY_BROWSER) {
    return playerErrors.error('player.unsupported', { number: code }, thrown);
  }
  switch (thrown.category) {
    case Category.DRM:
      return playerErrors.error('player.protected', { number: code }, thrown);
    case Category.MEDIA:
    case Category.MANIFEST:
      return playerErrors.error('player.damaged', { number: code }, thrown);
    default:
      return playerErrors.error('player.core', { number: code }, thrown);
  }
}

/** True for errors that Shaka cannot go on after. */
export function isCritical(shaka: Shaka, thrown: unknown): boolean {
  return thrown instanceof shaka.util.Error && thrown.severity === shaka.util.Error.Severity.CRITICAL;
}
