import type { Arguments, OptionSpec } from './arguments.ts';

/** Where a command writes; replaced in tests. */
export interface Output {
  /** A line for people or programs that read standard output. */
  line(text: string): void;
  /** A line about what goes on; standard error. */
  note(text: string): void;
}

export interface CommandContext {
  readonly given: Arguments;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Output;
}

/** One word of the command line. `run` resolves to the exit code; what it throws is printed as a sentence. */
export interface Command {
  readonly usage: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  run(context: CommandContext): Promise<number>;
}
