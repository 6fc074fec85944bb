import { isLoopback, jsonLogger, obeyProcess, starterGone } from '../host/index.ts';
import { sentenceOf, systemClock, systemRandom } from '../kit/index.ts';
import { type RunningBijou, readSettings, type Settings, startBijou, targets } from '../platform/index.ts';
import { flag, textOption } from './arguments.ts';
import type { CommandContext } from './command.ts';
import { addAll } from './commands/add.ts';
import { hasDesktop, openInBrowser } from './desktop.ts';
import { followTitles } from './follow.ts';
import { greeting } from './greeting.ts';
import { findMediaFiles } from './media-files.ts';
import { findServer } from './server.ts';
import { spokenLine } from './spoken-log.ts';
import { version } from './version.ts';

/** Runs this process's share of a Bijou. Never resolves by itself: a signal ends the process once all has stopped. */
export async function runServer(context: CommandContext, { speaks }: { readonly speaks: boolean }): Promise<number> {
  const { given, env, out } = context;
  const settings = readSettings(env, {
    port: textOption(given, 'port'),
    host: textOption(given, 'host'),
    data: textOption(given, 'data'),
    target: textOption(given, 'target'),
    config: textOption(given, 'config'),
    peers: (given.options.peer as readonly string[] | undefined) ?? [],
    watch: (given.options.watch as readonly string[] | undefined) ?? [],
  });
  const files = given.positionals.length === 0 ? [] : await findMediaFiles(given.positionals, out);
  const write = (line: string) => {
    const told = speaks ? spokenLine(line) : line;
    if (told !== undefined) out.note(told);
  };
  const logger = jsonLogger({ clock: systemClock, level: settings.logLevel, write });
  const parts = { settings, version: version(), clock: systemClock, random: systemRandom, logger };
  const bijou = await startBijou(parts);
  obeyProcess(bijou.lifecycle, { process, logger, clock: systemClock });
  stopWithStarters(bijou, env);
  greet(bijou, { context, settings });
  await fill(bijou, { context, settings, files }).catch((error: unknown) => {
    if (!bijou.lifecycle.stopping.aborted) out.note(`bijou: ${sentenceOf(error)}`);
  });
  return new Promise(() => undefined);
}

/** `bin/setup/starters.js` names the processes above us that do not pass on what they are told. */
function stopWithStarters({ lifecycle }: RunningBijou, env: CommandContext['env']): void {
  const pids = (env.BIJOU_STARTERS ?? '').split(',').filter((text) => text !== '');
  const watching = { clock: systemClock, signal: lifecycle.stopping };
  void starterGone(pids.map(Number), watching).then((isGone) => {
    if (isGone) process.kill(process.pid, 'SIGTERM');
  });
}

/** Adds the films that were named, or the sample where the library is empty. */
async function fill(
  bijou: RunningBijou,
  { context, settings, files }: { context: CommandContext; settings: Settings; files: readonly string[] },
): Promise<void> {
  const { given, env, out } = context;
  const isWhole = settings.targets.length === targets.length;
  if (files.length > 0) {
    const server = await findServer(given, { BIJOU_DATA: settings.dataFolder });
    const signal = bijou.lifecycle.stopping;
    const added = await addAll(server, { files, name: undefined, out, wait: false, env, signal });
    const ids = added.flatMap(({ title }) => (title === undefined ? [] : [title.id]));
    await followTitles(server.studio, ids, { out, clock: systemClock, signal });
  } else if (isWhole && settings.watch.length === 0 && !flag(given, 'no-sample'))
    await bijou.fillEmptyLibrary(out.line);
}

function greet(bijou: RunningBijou, { context, settings }: { context: CommandContext; settings: Settings }): void {
  const { given, env, out } = context;
  const { ownerAddress, networkAddress } = bijou;
  if (ownerAddress === undefined) {
    out.line(`Bijou runs ${settings.targets.join(', ')} on ${settings.dataFolder}.`);
    return;
  }
  const isTerminal = process.stdout.isTTY === true;
  const { dataFolder, origins } = settings;
  const isClosed = isLoopback(settings.host);
  out.line(greeting({ dataFolder, ownerAddress, networkAddress, isLoopback: isClosed, origins, colours: isTerminal }));
  const wants = !flag(given, 'no-open') && settings.opensBrowser;
  const { platform } = process;
  if (wants && hasDesktop({ platform, env, isTerminal })) openInBrowser(bijou.passAddress() ?? ownerAddress, platform);
}
