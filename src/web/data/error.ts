import { BijouError, type ErrorData, sentenceOf } from '../../kit/index.ts';
import { words } from '../words/index.ts';

/** Anything that was thrown, as a page shows it. */
export function dataOf(thrown: unknown): ErrorData {
  if (thrown instanceof BijouError) return thrown.toJSON();
  return { code: 'app.fault', status: 500, retry: 'transient', sentence: sentenceOf(thrown), details: {} };
}

/** A failure in the reader's language where we have it, else in the server's own words. */
export function toldOf({ code, sentence }: Pick<ErrorData, 'code' | 'sentence'>): string {
  const known: Readonly<Record<string, string>> = words.errors;
  return Object.hasOwn(known, code) ? (known[code] ?? sentence) : sentence;
}
