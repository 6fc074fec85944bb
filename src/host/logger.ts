import type { Clock } from '../kit/index.ts';
import { BijouError, isoTime } from '../kit/index.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, unknown>>;

/** Structured lines about what this process does. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger whose every line carries these fields. */
  with(fields: LogFields): Logger;
}

export interface LoggerOptions {
  readonly clock: Clock;
  readonly level: LogLevel;
  /** Takes one line of JSON without the line's end. */
  readonly write: (line: string) => void;
}

export const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Writes one line of JSON an entry: time, level, message, fields. Errors keep code and stack. */
export function jsonLogger(options: LoggerOptions, bound: LogFields = {}): Logger {
  const least = logLevels.indexOf(options.level);
  function at(level: LogLevel) {
    return (message: string, fields: LogFields = {}): void => {
      if (logLevels.indexOf(level) < least) return;
      const entry = { time: isoTime(options.clock.now()), level, message, ...bound, ...fields };
      options.write(JSON.stringify(entry, (_, value: unknown) => (value instanceof Error ? asData(value) : value)));
    };
  }
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (fields) => jsonLogger(options, { ...bound, ...fields }),
  };
}

/** For tests and tools that want quiet. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {}, with: () => silentLogger };

function asData(error: Error): LogFields {
  const code = error instanceof BijouError ? { code: error.code, details: error.details } : {};
  const cause = error.cause instanceof Error ? { cause: asData(error.cause) } : {};
  return { name: error.name, sentence: error.message, stack: error.stack, ...code, ...cause };
}
