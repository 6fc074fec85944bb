import { fileURLToPath } from 'node:url';
import { type Children, moduleBeside } from '../host/index.ts';
import { sampleErrors } from './errors.ts';
import type { SampleId } from './ids.ts';
import type { SampleFilm } from './make-film.ts';

export interface ApartDeps {
  readonly id: SampleId;
  readonly folder: string;
  readonly ffmpeg: string;
  readonly children: Children;
  /** Where the maker's own children are recorded. */
  readonly records: string;
  /** How far it gives way to others, 0 to 19. */
  readonly niceness: number;
  readonly signal: AbortSignal;
}

/** Makes a sample film in a process of its own. Errors: the signal's reason, `sample.drawing-failed`. */
export async function makeSampleApart(deps: ApartDeps): Promise<SampleFilm> {
  const { id, folder, ffmpeg, children, records, niceness, signal } = deps;
  const program = fileURLToPath(moduleBeside(import.meta.url, './program'));
  let said = '';
  const { code, log } = await children.run(process.execPath, [program, id, folder, ffmpeg, records], {
    signal,
    job: 'sample',
    niceness,
    stdout: 'lines',
    onOutput(line, from) {
      if (from === 'stdout') said = line;
    },
  });
  if (code === 0) return JSON.parse(said) as SampleFilm;
  throw sampleErrors.error('sample.drawing-failed', { why: log.trim().split('\n').at(-1) ?? `exit code ${code}` });
}
