import { lastWords } from './program.ts';

/** Why a file cannot be opened: a word for programs, and the end of a sentence for people. */
export interface Unreadable {
  readonly reason: string;
  readonly why: string;
}

/** What ffmpeg says where it cannot open a file, and what that means to a person. */
const reasons: readonly (Unreadable & { readonly said: RegExp })[] = [
  {
    said: /moov atom not found/i,
    reason: 'no-index',
    why: 'its index is missing, so it was cut off, was never written to its end, or is no film at all. Copy or download it again.',
  },
  {
    said: /not on whitelist|not in whitelist|format_whitelist/i,
    reason: 'not-media',
    why: 'it is no film, but a picture, a list or a document. If it names films, add those themselves.',
  },
  {
    said: /invalid data found/i,
    reason: 'not-media',
    why: 'it is in no format that a film comes in, or its beginning is damaged.',
  },
  {
    said: /end of file/i,
    reason: 'cut-off',
    why: 'it ends before any picture or sound begins. Copy or download it again.',
  },
];

/** Why a file cannot be read as a film: known reasons in words, others as ffmpeg says them. */
export function whyUnreadable(log: string, input: string): Unreadable {
  const known = reasons.find(({ said }) => said.test(log));
  if (known !== undefined) return { reason: known.reason, why: known.why };
  const said = lastWords(log).replaceAll(input, 'source').replace('file:source', 'source');
  return { reason: 'unreadable', why: `ffmpeg cannot open it as a film (${said}).` };
}
