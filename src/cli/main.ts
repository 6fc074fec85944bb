import { BijouError, sentenceOf } from '../kit/index.ts';
import { readArguments } from './arguments.ts';
import type { Output } from './command.ts';
import { commands } from './commands/index.ts';
import { cliErrors, toldHere } from './errors.ts';
import { helpOf, overview } from './help.ts';
import { version } from './version.ts';

const { stdout, stderr } = process;
const output: Output = {
  line: (text) => void stdout.write(`${text}\n`),
  note: (text) => void stderr.write(`${text}\n`),
  live: stderr.isTTY ? (text) => void stderr.write(`\r\u001b[K${text ?? ''}`) : undefined,
  columns: stderr.columns ?? 80,
};

// Whoever reads us may go first (`bijou titles | head -1`), and so may a terminal. Nothing is lost that anybody reads.
for (const stream of [stdout, stderr]) stream.on('error', () => undefined);
// What a full disk did not take is lost to whoever will read it.
stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (!['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code ?? '')) return;
  process.once('exit', () => {
    process.exitCode ||= 1;
  });
  output.note('bijou: Not all could be written: the disk is full.');
});

/** Runs one command. Resolves to the exit code: 0, 1 for what went wrong, 2 for words that are not understood. */
export async function main(words: readonly string[], out: Output = output): Promise<number> {
  const [word = 'start', ...rest] = words;
  if (word === 'help' || word === '--help' || word === '-h') {
    out.line(overview());
    return 0;
  }
  if (word === '--version' || word === '-v' || word === 'version') {
    out.line(version());
    return 0;
  }
  const wantsJson = rest.includes('--json');
  try {
    const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
    if (command === undefined) throw cliErrors.error('cli.usage', { why: `There is no command "${word}".` });
    if (rest.includes('--help')) {
      out.line(helpOf(command));
      return 0;
    }
    return await command.run({ given: readArguments(rest, command.options), env: process.env, out });
  } catch (thrown) {
    const error = toldHere(thrown);
    if (wantsJson && error instanceof BijouError) out.line(JSON.stringify({ error }, null, 2));
    out.note(`bijou: ${sentenceOf(error)}`);
    if (!(error instanceof BijouError)) out.note((error as Error).stack ?? '');
    return error instanceof BijouError && error.code === 'cli.usage' ? 2 : 1;
  }
}
