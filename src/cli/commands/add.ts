import { basename } from 'node:path';
import type { StudioTitle } from '../../contracts/index.ts';
import { pathText, quietMs, standsStill, watchGrowth, wordPath } from '../../host/index.ts';
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
/** A catalogue that is away does not hold up whoever adds films. */
const listedWithinMs = 15_000;

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
    const files = await findMediaFiles(given.positionals, out);
    const name = textOption(given, 'name');
    if (name !== undefined && files.length > 1)
      throw cliErrors.error('cli.usage', { why: '--name goes with one file.' });
    const server = await findServer(given, env);
    // An upload goes on through cuts of minutes: who is not there at all, or lets us do nothing, is told at once.
    if (!server.isHere) await server.studio.calls.work({});
    const results = await addAll(server, { files, name, out, env, wait: flag(given, 'wait') });
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

/**
 * One after the other: a failed file is told and does not hold up the rest, and what is still being written comes last,
 * once it has stood still.
 */
export async function addAll(
  server: Server,
  options: {
    readonly files: readonly string[];
    readonly name: string | undefined;
    readonly out: Output;
    readonly wait: boolean;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly signal?: AbortSignal;
  },
): Promise<readonly Added[]> {
  const { files, name, out, wait, signal = new AbortController().signal } = options;
  const still = { clock: systemClock, signal, quiet: quietOf(options.env) };
  const added: Added[] = [];
  const growing: string[] = [];
  for (const file of files) {
    // What cannot be looked at is for the server to refuse, in its own words.
    const hasStood = await watchGrowth(wordPath(file), still)
      .hasStoodStill()
      .catch(() => true);
    if (hasStood) added.push(await addTold(file));
    else growing.push(file);
  }
  for (const file of growing) {
    out.note(`${shownName(file)} may still be written to. It is added once it has stood still.`);
    await standsStill(wordPath(file), still).catch(() => undefined);
    if (signal.aborted) return added;
    added.push(await addTold(file));
  }

  async function addTold(file: string): Promise<Added> {
    try {
      const { title, already } = await addOne(server, file, { name, out });
      out.note(
        already ? `${title.name}: is in the library already (${title.id}).` : `${title.name}: added (${title.id}).`,
      );
      return { file, already, title, error: undefined };
    } catch (error) {
      out.note(`${shownName(file)}: ${sentenceOf(error)}`);
      return { file, already: false, title: undefined, error };
    }
  }

  if (!wait) return added;
  const settled: Added[] = [];
  for (const one of added)
    settled.push(one.title === undefined ? one : { ...one, title: await settle(server, one.title, out) });
  return settled;
}

/** `BIJOU_QUIET_MS`: for how long a file must not have been written to. */
function quietOf({ BIJOU_QUIET_MS: text }: Readonly<Record<string, string | undefined>>): number {
  const given = Number(text ?? '');
  return text !== undefined && text !== '' && given >= 0 ? given : quietMs;
}

function shownName(file: string): string {
  return basename(pathText(wordPath(file)));
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
  if (seen.watchable) await untilListed(server, seen.id);
  out.live?.(undefined);
  out.note(`${seen.name}: ${seen.state}.${seen.why === undefined ? '' : ` ${seen.why}`}`);
  return seen;
}

/** The studio knows a moment earlier than who lists and plays its films: whoever waited can play it at once. */
async function untilListed({ catalog }: Server, id: string): Promise<void> {
  const end = systemClock.monotonic() + listedWithinMs;
  while (systemClock.monotonic() < end) {
    const listed = await catalog.calls.title({ id, more: 'omit' }).then(
      () => true,
      () => false,
    );
    if (listed) return;
    await systemClock.sleep(askEveryMs);
  }
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
