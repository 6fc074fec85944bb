import type { Finding } from '../../engines/connection/index.ts';
import { wrong } from '../../engines/connection/index.ts';
import { type Clock, sentenceOf } from '../../kit/index.ts';
import { adaptersOf, type EngineChoice } from '../config/engine-choices.ts';
import { type EnginePortName, enginePortNames } from '../engines/ports/index.ts';
import type { Settings } from '../settings.ts';
import { examineDataFolder, examineMachine } from './machine.ts';

/** A finding, and what it is about: `this machine`, `sql on mysql`. */
export interface Diagnosis extends Finding {
  readonly about: string;
}

/** An engine that says nothing for so long is given up. */
const longestMs = 60_000;

/** Tries everything that this Bijou stands on, one after the other, and leaves nothing behind. */
export async function* examineAll(settings: Settings, { clock }: { readonly clock: Clock }): AsyncGenerator<Diagnosis> {
  for await (const finding of examineMachine(settings)) yield { about: 'this machine', ...finding };
  for await (const finding of examineDataFolder(settings.dataFolder)) yield { about: 'data folder', ...finding };
  for (const port of enginePortNames) {
    const choice = settings.engines[port];
    const about = `${port} on ${choice.adapter}`;
    for await (const finding of examineEngine(port, { choice, clock })) yield { about, ...finding };
  }
}

async function* examineEngine(
  port: EnginePortName,
  { choice, clock }: { readonly choice: EngineChoice; readonly clock: Clock },
): AsyncGenerator<Finding> {
  const load = adaptersOf(port)[choice.adapter]?.examine;
  if (load === undefined) return;
  const examine = await load();
  const findings = examine(choice.options, { clock })[Symbol.asyncIterator]();
  const given = new AbortController();
  const late = clock.sleep(longestMs, given.signal).then(
    () => 'late' as const,
    () => 'late' as const,
  );
  try {
    for (;;) {
      const next = await Promise.race([findings.next(), late]);
      if (next === 'late') {
        yield wrong('answer', 'slow', `It said nothing more for ${longestMs / 1000} seconds. Look at its own log.`);
        return;
      }
      if (next.done === true) return;
      yield next.value;
    }
  } catch (error) {
    yield wrong('look at it', 'settings', `Something happened that is not known here: ${sentenceOf(error)}.`);
  } finally {
    given.abort();
  }
}
