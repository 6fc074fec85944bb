import type { EncodeSettings, StudioTitle } from '../../contracts/index.ts';
import { type Arguments, type OptionSpec, serverOptions, textOption, titleIds } from '../arguments.ts';
import type { Command } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { findServer, type Server } from '../server.ts';
import { titleAsJson, titleLine } from '../titles.ts';

interface Action {
  readonly word: string;
  readonly summary: string;
  readonly options?: Readonly<Record<string, OptionSpec>>;
  act(studio: Server['studio'], id: string, given: Arguments): Promise<StudioTitle>;
}

/** A command that does one thing to each of the titles named, and prints what became of them. */
function titleAction({ word, summary, options = {}, act }: Action): Command {
  const words = Object.keys(options).map((name) => ` [--${name} …]`);
  return {
    usage: `${word} ID…${words.join('')} [--json]`,
    summary,
    options: { ...serverOptions, ...options },
    async run({ given, env, out }) {
      const ids = titleIds(given);
      const server = await findServer(given, env);
      const titles: StudioTitle[] = [];
      for (const id of ids) titles.push(await act(server.studio, id, given));
      if (given.options.json) out.line(JSON.stringify(titles.map(titleAsJson), null, 2));
      else for (const title of titles) out.line(titleLine(title));
      return 0;
    },
  };
}

export const pause = titleAction({
  word: 'pause',
  summary: 'begins nothing more of titles until they are resumed',
  act: (studio, id) => studio.calls.pause({ id }),
});

export const resume = titleAction({
  word: 'resume',
  summary: 'goes on with paused titles',
  act: (studio, id) => studio.calls.resume({ id }),
});

export const cancel = titleAction({
  word: 'cancel',
  summary: 'drops the work of titles that is not done; what can be watched stays',
  act: (studio, id) => studio.calls.cancel({ id }),
});

export const retry = titleAction({
  word: 'retry',
  summary: 'takes up failed or cancelled titles where they stopped',
  act: (studio, id) => studio.calls.retry({ id }),
});

export const restore = titleAction({
  word: 'restore',
  summary: 'takes a removal back while the files are there',
  act: (studio, id) => studio.calls.restore({ id }),
});

export const reencode = titleAction({
  word: 'reencode',
  summary: 'encodes titles anew with other settings, as a new version; who watches keeps the one that plays',
  options: {
    crf: { type: 'string', help: 'quality: 10 (large) to 40 (small)' },
    preset: { type: 'string', help: 'x264’s preset, e.g. fast' },
    rungs: { type: 'string', help: 'short sides of the ladder, e.g. 360,720,1080' },
  },
  act: (studio, id, given) => studio.calls.reencode({ id, settings: settingsOf(given) }),
});

/** What is out of bounds is refused by the studio, with its reasons. */
function settingsOf(given: Arguments): Partial<EncodeSettings> {
  const crf = textOption(given, 'crf');
  const preset = textOption(given, 'preset');
  const rungs = textOption(given, 'rungs');
  if (crf === undefined && preset === undefined && rungs === undefined)
    throw cliErrors.error('cli.usage', { why: 'Say what is to be different: --crf, --preset or --rungs.' });
  return {
    ...(crf === undefined ? {} : { crf: numberOf('crf', crf) }),
    ...(preset === undefined ? {} : { preset: preset as EncodeSettings['preset'] }),
    ...(rungs === undefined ? {} : { shortSides: rungs.split(',').map((side) => numberOf('rungs', side)) }),
  };
}

function numberOf(option: string, text: string): number {
  const number = Number(text.trim().replace(/p$/, ''));
  if (text.trim() === '' || !Number.isFinite(number))
    throw cliErrors.error('cli.usage', { why: `--${option} takes numbers, not "${text}".` });
  return number;
}
