// Films that are descriptions, and the encoder that makes them in no time: for tests of what is around the encoding.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filmText, simulatedEncoder } from '../../../engines/encoder/simulated/open.ts';
import { context, type Rig, titleIn } from './harness.ts';
import { encodeUntil } from './small-encoder.ts';

export interface SimulatedShots {
  /** Each of twenty seconds; films of equal shots are the same film. */
  readonly shots: number;
}

/** The path of a film that can be added. */
export async function writeFilm(rig: Rig, { shots }: SimulatedShots): Promise<string> {
  const path = join(rig.folder, `film-${shots}.json`);
  const description = {
    ...{ pictures: shots * 25 * 20, frameRate: { num: 25, den: 1 }, width: 640, height: 480, shot: 500 },
    ...{ audio: ['en'], text: ['en'] },
  };
  await writeFile(path, filmText(description));
  return path;
}

/** Adds a film; resolves to its title. */
export async function addFilm(rig: Rig, film: SimulatedShots): Promise<string> {
  const path = await writeFilm(rig, film);
  return (await rig.studio.implementation.calls.addFile({ path }, context())).title.id;
}

/** Does all work until the title is ready; resolves to the jobs. Its film lies at `input`, or where its name says. */
export async function encodeAll(rig: Rig, id: string, input?: string): Promise<readonly string[]> {
  const end = new AbortController();
  const work = encodeUntil({
    ...{ id: 'all', engine: simulatedEncoder(), rig, signal: end.signal },
    input: input ?? (await inputOf(rig, id)),
  });
  await titleIn(rig, id, 'ready');
  end.abort();
  return work.catch(() => []);
}

export async function inputOf(rig: Rig, id: string): Promise<string> {
  const { name } = await rig.studio.implementation.calls.title({ id }, context());
  return join(rig.folder, `${name}.json`);
}
