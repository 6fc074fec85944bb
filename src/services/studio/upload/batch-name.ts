import { hashOfText } from '../hashing.ts';

/** What came in together has one name: a folder, or what a client calls its batch. Short, whatever it is made of. */
export function batchName(of: string): string {
  return hashOfText(of.trim()).slice(0, 32);
}
