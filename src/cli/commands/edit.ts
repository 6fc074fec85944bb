import { type Arguments, onePositional, serverOptions, textOption, titleId } from '../arguments.ts';
import type { Command } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { findServer } from '../server.ts';
import { titleAsJson, titleLine } from '../titles.ts';

export const edit: Command = {
  usage: 'edit ID [--name NAME] [--year YEAR] …',
  summary: 'changes what is said of a title; an empty value takes it away',
  options: {
    ...serverOptions,
    name: { type: 'string', help: 'its name' },
    year: { type: 'string', help: 'the year it is of' },
    series: { type: 'string', help: 'the series it is an episode of, with --season and --episode' },
    season: { type: 'string', help: 'number of the season, 0 for specials' },
    episode: { type: 'string', help: 'number in the season' },
    summary: { type: 'string', help: 'what it is about' },
    genres: { type: 'string', help: 'with commas between them' },
    maturity: { type: 'string', help: 'as printed on a poster: 12, PG-13' },
    language: { type: 'string', multiple: true, help: 'of a track of sound or text: a1-und=de' },
  },
  async run({ given, env, out }) {
    const id = titleId(onePositional(given, 'title ID'));
    const changes = changesOf(given);
    if (Object.keys(changes).length === 0) throw cliErrors.error('cli.usage', { why: 'Nothing is to be changed.' });
    const server = await findServer(given, env);
    const title = await server.studio.calls.edit({ id, ...changes });
    out.line(given.options.json ? JSON.stringify(titleAsJson(title), null, 2) : titleLine(title));
    return 0;
  },
};

function changesOf(given: Arguments) {
  const [name, summary, genres, maturity] = ['name', 'summary', 'genres', 'maturity'].map((option) =>
    textOption(given, option),
  );
  const year = textOption(given, 'year');
  const series = seriesOf(given);
  const languages = (given.options.language as readonly string[] | undefined)?.map(trackAndLanguage);
  return {
    ...(name === undefined ? {} : { name }),
    ...(year === undefined ? {} : { year: year === '' ? null : numberOf('year', year) }),
    ...(series === undefined ? {} : { series }),
    ...(summary === undefined ? {} : { summary: summary === '' ? null : summary }),
    ...(genres === undefined ? {} : { genres: genres.split(',').flatMap((genre) => genre.trim() || []) }),
    ...(maturity === undefined ? {} : { maturity: maturity === '' ? null : maturity }),
    ...(languages === undefined ? {} : { languages: Object.fromEntries(languages) }),
  };
}

function seriesOf(given: Arguments) {
  const [name, season, episode] = ['series', 'season', 'episode'].map((option) => textOption(given, option));
  if (name === '') return null;
  if (name === undefined && season === undefined && episode === undefined) return undefined;
  if (name === undefined || season === undefined || episode === undefined) {
    throw cliErrors.error('cli.usage', { why: '--series, --season and --episode go together.' });
  }
  return { name, season: numberOf('season', season), episode: numberOf('episode', episode) };
}

function trackAndLanguage(text: string): [track: string, language: string] {
  const [track = '', language = ''] = text.split('=');
  if (track === '' || language === '')
    throw cliErrors.error('cli.usage', { why: `${text} is no track and language: a1-und=de.` });
  return [track, language];
}

function numberOf(option: string, text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw cliErrors.error('cli.usage', { why: `--${option} takes a number.` });
  return Number(text);
}
