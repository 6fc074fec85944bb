import type { Command } from './command.ts';
import { commands } from './commands/index.ts';

export function overview(): string {
  const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length));
  const lines = Object.values(commands).map(({ usage, summary }) => `  bijou ${usage.padEnd(width)}  ${summary}`);
  return `Bijou: a streaming service that anyone can own.\n\n${lines.join('\n')}\n\n"bijou COMMAND --help" tells the options of one. Without a word, bijou starts.`;
}

export function helpOf(command: Command): string {
  const rows = Object.entries(command.options).map(
    ([name, { type, help }]) => `  --${(type === 'string' ? `${name} …` : name).padEnd(14)} ${help}`,
  );
  return [`bijou ${command.usage}`, command.summary, ...rows].join('\n');
}
