import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type ByteRequest, type Sidecar, type StudioTitle, sidecarsOf } from '../contracts/index.ts';
import { sentenceOf } from '../kit/index.ts';
import type { Output } from './command.ts';
import type { Server } from './server.ts';

/**
 * Sends what lies beside a film to a server that cannot see it there itself. What it does not take is told and does
 * not hold up the rest. Resolves to the title as it is then.
 */
export async function sendBeside(
  server: Server,
  film: string,
  { title, out }: { readonly title: StudioTitle; readonly out: Output },
): Promise<StudioTitle> {
  for (const sidecar of await sidecarsBeside(film)) {
    try {
      const { route, request } = sendingOf(title.id, sidecar);
      const body = Uint8Array.from(await readFile(sidecar.path));
      await server.studio.bytes(route, { ...request, method: 'PUT', body });
    } catch (error) {
      out.note(`${basename(sidecar.path)}: ${sentenceOf(error)}`);
    }
  }
  return server.studio.calls.title({ id: title.id });
}

async function sidecarsBeside(film: string): Promise<Sidecar[]> {
  const folder = dirname(film);
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && /^sub(s|titles?)?$/i.test(entry.name));
  const below = await Promise.all(folders.map(({ name }) => readdir(join(folder, name), { withFileTypes: true })));
  const files = [...entries, ...below.flat()].filter((entry) => entry.isFile());
  return sidecarsOf(
    film,
    files.map((entry) => join(entry.parentPath, entry.name)),
  );
}

function sendingOf(
  id: string,
  sidecar: Sidecar,
): { readonly route: 'nfo' | 'artwork' | 'text'; readonly request: Pick<ByteRequest, 'params' | 'query'> } {
  if (sidecar.kind === 'nfo') return { route: 'nfo', request: { params: { id } } };
  if (sidecar.kind !== 'text') return { route: 'artwork', request: { params: { id, kind: sidecar.kind } } };
  const { language, forced, path } = sidecar;
  const query = { language, forced: String(forced), filename: basename(path) };
  return { route: 'text', request: { params: { id }, query } };
}
