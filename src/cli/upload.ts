import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import { type StudioTitle, sendsLessAtOnce, uploadError, uploadGoesOn } from '../contracts/index.ts';
import { pathText, wordPath } from '../host/index.ts';
import type { Output } from './command.ts';
import { cliErrors } from './errors.ts';
import type { Server } from './server.ts';

/** Parts that are acknowledged one by one: what a cut line can cost. */
const chunkSize = 32 * 1024 * 1024;

/** Sends a file by tus; goes on by itself after cuts of up to a few minutes. */
export async function upload(
  server: Server,
  file: string,
  options: { readonly name: string | undefined; readonly replaces?: string; readonly out: Output },
): Promise<{ readonly title: StudioTitle; readonly already: boolean }> {
  const shown = pathText(wordPath(file));
  if ((await stat(wordPath(file))).isDirectory()) throw cliErrors.error('cli.disc-afar', { path: shown });
  // Here alone: no other command, and no server, waits for it.
  const { DetailedError, Upload } = await import('tus-js-client');
  let already = false;
  const id = await new Promise<string>((resolve, reject) => {
    let percent = -1;
    let title: string | undefined;
    const sending = new Upload(createReadStream(wordPath(file)), {
      endpoint: `${server.url}/api/studio/uploads/`,
      chunkSize,
      retryDelays: [500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000],
      headers: server.token === undefined ? {} : { authorization: `Bearer ${server.token}` },
      metadata: {
        filename: namingPath(shown),
        ...(options.name === undefined ? {} : { name: options.name }),
        ...(options.replaces === undefined ? {} : { replaces: options.replaces }),
      },
      onAfterResponse: (_, response) => {
        title = response.getHeader('Bijou-Title') ?? title;
        already ||= response.getHeader('Bijou-Already') === 'true';
      },
      onProgress: (sent, total) => {
        const now = Math.floor((sent / (total ?? sent)) * 100);
        if (now >= percent + 10) options.out.note(`${basename(shown)}: ${now}% sent`);
        if (now >= percent + 10) percent = now;
      },
      onSuccess: () =>
        title === undefined ? reject(cliErrors.error('cli.unreachable', { url: server.url })) : resolve(title),
      onShouldRetry: (error, _attempt, options) => sendsLessAtOnce(error, options) || uploadGoesOn(error),
      onError: (error) =>
        reject(isRefused(error) ? cliErrors.error('cli.not-the-owner', {}, error) : uploadError(error)),
    });
    sending.start();
  });
  return { title: await server.studio.calls.title({ id }), already };

  function isRefused(error: Error): boolean {
    return error instanceof DetailedError && error.originalResponse?.getStatus() === 401;
  }
}

/** The file's name with the two folders that may tell of what series and season it is. */
function namingPath(file: string): string {
  return file.split(sep).slice(-3).join('/');
}
