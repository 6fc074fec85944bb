import type { Arguments, OptionSpec } from './arguments.ts';

/** Where a command writes; replaced in tests. */
export interface Output {
  /** A line for people or programs that read standard output. */
  line(text: string): void;
  /** A line about what goes on; standard error. */
  note(text: string): void;
  /**
   * A line that the next one takes the place of: a bar that grows. Undefined where nobody would see that, because
   * standard error is no terminal. `undefined` takes it away.
   */
  readonly live?: ((text: string | undefined) => void) | undefined;
  /** How many characters fit into a line. */
  readonly columns?: number;
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
