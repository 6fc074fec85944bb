import type { Clock } from '../../kit/index.ts';
import type { Logger } from '../logger.ts';
import type { SqliteFile } from './file.ts';
import type { Statement } from './protocol.ts';

/** Takes away what has run out, a little after each write that comes a minute or more after the last such time. */
export interface Sweeper {
  /** To be called after a write. Nobody waits for what it begins; the file's `close` does. */
  due(): void;
}

export interface SweeperOptions {
  readonly file: SqliteFile;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Each deletes a limited number of rows: others write as well. */
  statements(now: number): readonly Statement[];
}

const everyMs = 60_000;

export function sweeper({ file, clock, logger, statements }: SweeperOptions): Sweeper {
  let last = clock.now();
  async function sweep(): Promise<void> {
    try {
      await Promise.all(statements(clock.now()).map((statement) => file.write(statement)));
    } catch (error) {
      // What has run out is not seen anyway: the next time will do.
      logger.warn('what has run out could not be swept', { file: file.path, why: String(error) });
    }
  }
  return {
    due() {
      const now = clock.now();
      if (file.closed || now - last < everyMs) return;
      last = now;
      void sweep();
    },
  };
}
