import { lastWords } from './program.ts';

/** What ffmpeg says where it cannot open a file, and what that means to a person. */
const reasons: readonly { readonly said: RegExp; readonly why: string }[] = [
  {
    said: /moov atom not found/i,
    why: 'its index is missing: the file is cut off, was never written to its end, or is no film. Copy or download it again.',
  },
  {
    said: /not on whitelist|not in whitelist|format_whitelist/i,
    why: 'it is no film itself but a list or a form that names other files. Add those films themselves.',
  },
  {
    said: /invalid data found/i,
    why: 'it is in no form that a film comes in, or its beginning is damaged.',
  },
  { said: /end of file/i, why: 'it ends before any picture or sound begins.' },
];

/** Why a file cannot be read as a film, for a sentence: known reasons in words, others as ffmpeg says them. */
export function whyUnreadable(log: string, input: string): string {
  const known = reasons.find(({ said }) => said.test(log));
  if (known !== undefined) return known.why;
  const said = lastWords(log).replaceAll(input, 'source').replace('file:source', 'source');
  return `ffmpeg cannot read it as a film (${said}).`;
}
