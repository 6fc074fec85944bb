import { homedir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { jsonLogger } from '../host/index.ts';
import { systemClock, systemRandom } from '../kit/index.ts';
import { move, newHome, surveyMove, type Told } from '../platform/index.ts';
import { flag, textOption } from './arguments.ts';
import type { CommandContext, Output } from './command.ts';
import { cliErrors } from './errors.ts';

/** Carries an installation, and says what goes on. Resolves to 1 where something is not as it was. */
export async function runMigrate({ given, env, out }: CommandContext): Promise<number> {
  const config = textOption(given, 'to');
  if (config === undefined) throw cliErrors.error('cli.usage', { why: 'Name the new configuration with --to.' });
  const from = resolve(textOption(given, 'data') ?? (env.BIJOU_DATA?.trim() || join(homedir(), '.bijou')));
  const to = newHome(env, { config, from });
  const progressFolder = resolve(textOption(given, 'progress') ?? `${resolve(config)}.moving`);
  if (!relative(from, progressFolder).startsWith('..'))
    throw cliErrors.error('cli.usage', {
      why: 'Name a folder outside the old one with --progress: nothing is written there.',
    });
  const logger = jsonLogger({ level: to.logLevel, clock: systemClock, write: (line) => out.note(line.trimEnd()) });
  const options = { from, to, progressFolder, clock: systemClock, random: systemRandom, logger };
  const wantsJson = flag(given, 'json');
  const say = wantsJson ? (told: Told) => sayJson(out, told) : sayer(out);
  let code = 0;
  for await (const told of flag(given, 'dry-run') ? surveyMove(options) : move(options)) {
    say(told);
    if (told.did === 'finished' && !told.isEqual) code = 1;
  }
  if (wantsJson) return code;
  if (flag(given, 'dry-run'))
    out.line('That is what would be carried; nothing was. The cache is not, and the index is filled again.');
  else if (code === 0) sayNext(out, { config, from, progressFolder });
  return code;
}

function sayNext(
  out: Output,
  { config, from, progressFolder }: { config: string; from: string; progressFolder: string },
): void {
  out.line(`Start it there:  npm start -- --config ${relative(dirname(resolve('x')), resolve(config)) || config}`);
  out.line(`${from} is as it was: the way back, until something new has come in. ${progressFolder} can go.`);
}

function sayJson(out: Output, told: Told): void {
  if (told.did !== 'went on' && told.did !== 'began') out.line(JSON.stringify(told));
}

const liveEveryMs = 200;

/** What goes on, for people: a line that changes while something is carried, and one for what has been. */
function sayer(out: Output): (told: Told) => void {
  let begun = { at: 0, count: 0, bytes: 0, of: 0, what: '' };
  let saidAt = 0;
  const units = new Map<string, string>();
  const unitOf = (port: string) => units.get(port) ?? 'things';
  return (told) => {
    switch (told.did) {
      case 'surveyed': {
        const { what, count, bytes } = told.survey;
        units.set(told.port, what);
        return out.line(`${told.port.padEnd(9)} ${number(count).padStart(11)} ${what}, ${size(bytes)} → ${told.to}`);
      }
      case 'began':
        begun = { at: systemClock.monotonic(), count: 0, bytes: 0, of: told.count, what: told.what };
        return undefined;
      case 'went on': {
        begun = { ...begun, count: begun.count + told.count, bytes: begun.bytes + told.bytes };
        const now = systemClock.monotonic();
        if (now - saidAt < liveEveryMs) return undefined;
        saidAt = now;
        const rate = begun.count / Math.max(0.001, (now - begun.at) / 1000);
        const share = begun.of === 0 ? '' : ` of ${number(begun.of)}`;
        return out.live?.(
          `${begun.what} ${told.port}: ${number(begun.count)}${share} ${unitOf(told.port)}, ${number(rate)} a second`,
        );
      }
      case 'carried': {
        out.live?.(undefined);
        const { port, count, bytes, seconds } = told;
        const rates = `${number(count / Math.max(seconds, 0.001))} a second, ${size(bytes / Math.max(seconds, 0.001))} a second`;
        return out.line(`carried   ${port}: ${number(count)} ${unitOf(port)} in ${seconds.toFixed(1)} s (${rates})`);
      }
      case 'left':
        return out.line(`left      ${told.port}: ${told.sentence}`);
      case 'verified': {
        out.live?.(undefined);
        const { port, verdict, seconds } = told;
        const { source, target } = verdict.checksums;
        const isEqual = verdict.differences.length === 0 && source === target;
        out.line(
          `${isEqual ? 'equal    ' : 'DIFFERENT'} ${port} (${seconds.toFixed(1)} s${source === '' ? '' : `, ${target.slice(0, 16)}`})`,
        );
        for (const difference of verdict.differences) out.line(`          ${difference}`);
        return undefined;
      }
      case 'finished':
        if (told.isOld) return out.line('This move was finished before.');
        return out.line(
          told.isEqual
            ? 'Everything is there, and equal.'
            : 'Something is not as it was. Nothing was lost: the old folder is untouched. Empty the new engines, take away the progress, and try again.',
        );
    }
  };
}

function number(count: number): string {
  return Math.round(count).toLocaleString('en');
}

function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${(bytes / 1000 ** unit).toFixed(unit === 0 ? 0 : 1)} ${units[unit]}`;
}
