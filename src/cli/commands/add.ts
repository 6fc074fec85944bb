import { basename } from 'node:path';
import type { StudioTitle } from '../../contracts/index.ts';
import { sentenceOf, systemClock } from '../../kit/index.ts';
import { flag, serverOptions, textOption } from '../arguments.ts';
import { progressLine } from '../bar.ts';
import type { Command, Output } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { findMediaFiles } from '../media-files.ts';
import { findServer, type Server } from '../server.ts';
import { sendBeside } from '../sidecars.ts';
import { isSettled, titleAsJson } from '../titles.ts';
import { upload } from '../upload.ts';

const askEveryMs = 500;

export const add: Command = {
  usage: 'add FILE|FOLDER… [--name NAME] [--wait] [--json]',
  summary:
    'takes films in with what lies beside them: linked where they lie on this machine, else uploaded so that a cut line costs nothing',
  options: {
    ...serverOptions,
    name: { type: 'string', help: 'name of the film (default: from the file’s name)' },
    wait: { type: 'boolean', help: 'until each film is ready, refused or failed' },
  },
  async run({ given, env, out }) {
    if (given.positionals.length === 0)
      throw cliErrors.error('cli.usage', { why: 'This command takes files or folders.' });
    const files = await findMediaFiles(given.positionals);
    const name = textOption(given, 'name');
    if (name !== undefined && files.length > 1)
      throw cliErrors.error('cli.usage', { why: '--name goes with one file.' });
    const server = await findServer(given, env);
    const results = await addAll(server, { files, name, out, wait: flag(given, 'wait') });
    if (given.options.json) out.line(JSON.stringify(results.map(asJson), null, 2));
    return results.every(
      ({ error, title }) => error === undefined && title?.state !== 'refused' && title?.state !== 'failed',
    )
      ? 0
      : 1;
  },
};

interface Added {
  readonly file: string;
  readonly already: boolean;
  readonly title: StudioTitle | undefined;
  readonly error: unknown;
}

/** One after the other: a failed file is told and does not hold up the rest. */
export async function addAll(
  server: Server,
  options: {
    readonly files: readonly string[];
    readonly name: string | undefined;
    readonly out: Output;
    readonly wait: boolean;
  },
): Promise<readonly Added[]> {
  const { files, name, out, wait } = options;
  const added: Added[] = [];
  for (const file of files) {
    try {
      const { title, already } = await addOne(server, file, { name, out });
      out.note(
        already ? `${title.name}: is in the library already (${title.id}).` : `${title.name}: added (${title.id}).`,
      );
      added.push({ file, already, title, error: undefined });
    } catch (error) {
      out.note(`${basename(file)}: ${sentenceOf(error)}`);
      added.push({ file, already: false, title: undefined, error });
    }
  }
  if (!wait) return added;
  const settled: Added[] = [];
  for (const one of added)
    settled.push(one.title === undefined ? one : { ...one, title: await settle(server, one.title, out) });
  return settled;
}

async function addOne(
  server: Server,
  file: string,
  options: { readonly name: string | undefined; readonly out: Output },
) {
  if (server.isHere)
    return server.studio.calls.addFile({ path: file, ...(options.name === undefined ? {} : { name: options.name }) });
  const added = await upload(server, file, options);
  return { ...added, title: await sendBeside(server, file, { title: added.title, out: options.out }) };
}

async function settle(server: Server, title: StudioTitle, out: Output): Promise<StudioTitle> {
  let seen = title;
  let said = '';
  while (!isSettled(seen)) {
    await systemClock.sleep(askEveryMs);
    seen = await server.studio.calls.title({ id: title.id });
    const saying = out.live === undefined ? spoken(seen) : progressLine(seen, out.columns ?? 80);
    if (saying !== said) (out.live ?? out.note)(saying);
    said = saying;
  }
  out.live?.(undefined);
  out.note(`${seen.name}: ${seen.state}.${seen.why === undefined ? '' : ` ${seen.why}`}`);
  return seen;
}

/** For a log: a line when something is different, not for each hundredth. */
function spoken({ name, state, watchable, paused, jobs: { done, waiting, leased } }: StudioTitle): string {
  const notes = [paused ? 'paused' : state, ...(watchable ? ['can be watched already'] : [])];
  return `${name}: ${notes.join(', ')} (${done} of ${done + waiting + leased} jobs)`;
}

function asJson({ file, already, title, error }: Added) {
  if (title !== undefined) return { file, already, ...titleAsJson(title) };
  const data = error instanceof Error && 'code' in error ? { code: String(error.code) } : {};
  return { file, already, error: { ...data, sentence: sentenceOf(error) } };
}
