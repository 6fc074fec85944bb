import { studioContract } from '../contracts/index.ts';
import { jsonLogger, type LogLevel, processStop } from '../host/index.ts';
import { sentenceOf, systemClock, systemRandom } from '../kit/index.ts';
import { fillEmptyLibrary, readSettings, type Settings, startBijou, targets } from '../platform/index.ts';
import { flag, textOption } from './arguments.ts';
import type { CommandContext } from './command.ts';
import { addAll } from './commands/add.ts';
import { findMediaFiles } from './media-files.ts';
import { findServer } from './server.ts';
import { version } from './version.ts';

/** Runs this process's share of a Bijou until it is asked to stop. Resolves to the exit code. */
export async function runServer({ given, env, out }: CommandContext): Promise<number> {
  const settings = readSettings(env, {
    port: textOption(given, 'port'),
    host: textOption(given, 'host'),
    data: textOption(given, 'data'),
    target: textOption(given, 'target'),
    peers: (given.options.peer as readonly string[] | undefined) ?? [],
  });
  const files = given.positionals.length === 0 ? [] : await findMediaFiles(given.positionals);
  const clock = systemClock;
  const logger = jsonLogger({ clock, level: logLevelOf(env.BIJOU_LOG), write: (line) => out.note(line) });
  const stopping = new AbortController();
  const asked = processStop({ logger });
  const bijou = await startBijou({ settings, version: version(), clock, random: systemRandom, logger });
  out.line(greeting(settings, bijou.publicAddress));

  const work = fill().catch((error: unknown) => {
    if (!stopping.signal.aborted) out.note(`bijou: ${sentenceOf(error)}`);
  });
  await asked;
  stopping.abort();
  await work;
  await bijou.stop();
  return 0;

  async function fill(): Promise<void> {
    const whole = settings.targets.length === targets.length;
    if (files.length > 0) {
      const server = await findServer(given, { ...env, BIJOU_DATA: settings.dataFolder });
      await addAll(server, { files, name: undefined, out, wait: false });
    } else if (whole && !flag(given, 'no-sample')) {
      const studio = bijou.client(studioContract);
      await fillEmptyLibrary({ settings, studio, clock, logger, signal: stopping.signal, say: out.line });
    }
  }
}

function greeting(settings: Settings, address: string | undefined): string {
  if (address === undefined) return `Bijou runs ${settings.targets.join(', ')} on ${settings.dataFolder}.`;
  return `Bijou is open at ${address}\nIts films and everything else lie in ${settings.dataFolder}. Stop it with Ctrl-C.`;
}

function logLevelOf(text: string | undefined): LogLevel {
  return text === 'debug' || text === 'info' || text === 'error' ? text : 'warn';
}
