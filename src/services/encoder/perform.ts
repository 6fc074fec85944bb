import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job, Verified } from '../../contracts/index.ts';
import type { Encoder, EncoderRun, LeftOut } from '../../engines/encoder/index.ts';
import type { OutputFile } from './outputs.ts';

export interface Performed {
  readonly outputs: readonly OutputFile[];
  /** Pictures encoded, where the job is of video. */
  readonly pictures?: number;
  readonly verified?: Verified;
  /** Of several tracks, those that could not be had. */
  readonly leftOut?: readonly LeftOut[];
}

export interface Performing {
  /** The job's source. */
  readonly input: string;
  /** Another source by its hash, as long as the job runs. */
  open(source: string): string;
  readonly folder: string;
  readonly run: EncoderRun;
}

/** Does a job's task with the engine: outputs are files in `folder`. Errors: the engine's. */
export async function perform(engine: Encoder, job: Job, { input, open, folder, run }: Performing): Promise<Performed> {
  const { task } = job;
  const fileOf = (name: string, ending = ''): OutputFile => ({ name, path: join(folder, `${name}${ending}`) });
  switch (task.kind) {
    case 'inspect': {
      const file = fileOf('inspection.json');
      await writeFile(file.path, JSON.stringify(await engine.inspect(input, run)));
      return { outputs: [file] };
    }
    case 'video': {
      // Rung names are the plan's; files are counted, so that no name can lead out of the folder.
      const outputs = task.rungs.map((rung, index) => ({ name: rung.name, path: join(folder, `rung-${index}.mp4`) }));
      const rungs = task.rungs.map((rung, index) => ({ ...rung, output: join(folder, `rung-${index}.mp4`) }));
      await engine.encodeVideo(input, { ...present(task), rungs }, run);
      return { outputs, pictures: task.count };
    }
    case 'audio': {
      const file = fileOf('audio', '.mp4');
      await engine.encodeAudio(input, { ...present(task), output: file.path }, run);
      return { outputs: [file] };
    }
    case 'texts': {
      const work = { ...present(task), tracks: task.tracks.map(present), folder: join(folder, 'texts') };
      const { files, leftOut } = await engine.extractTexts(input, work, run);
      return { outputs: files.map(({ name, file }) => ({ name, path: file })), leftOut };
    }
    case 'captions': {
      const { name } = task;
      const path = join(folder, 'captions.vtt');
      const count = await engine.extractCaptions(input, { ...present(task), output: path }, run);
      if (count > 0) return { outputs: [{ name, path }] };
      return { outputs: [], leftOut: [{ name, why: 'No words were found among them.' }] };
    }
    case 'verify': {
      const { compare, ...rest } = task;
      const rungs = task.rungs.map(({ hash, ...rung }) => ({ ...rung, input: open(hash) }));
      const work = { ...rest, rungs, ...(compare === undefined ? {} : { compare: present(compare) }) };
      const { faults, measured } = await engine.verify(input, work, run);
      return { outputs: [], verified: { faults: [...faults], measured: [...measured] } };
    }
    case 'listen': {
      return { outputs: [await told('loudness.json', await engine.listen(input, task, run))] };
    }
    case 'scout': {
      const seen = await engine.scout(input, { ...present(task), folder: join(folder, 'places') }, run);
      return { outputs: [await told('scout.json', seen)] };
    }
    case 'stills': {
      const stills = task.stills.map(({ at, ...still }) => (at === undefined ? still : { ...still, at }));
      const made = await engine.makeStills(input, { ...present(task), stills, folder: join(folder, 'stills') }, run);
      const files = made.flatMap(({ sizes }) => sizes.map(({ file }) => file));
      return {
        outputs: [
          ...files.map((name) => ({ name, path: join(folder, 'stills', name) })),
          await told('stills.json', made),
        ],
      };
    }
    case 'thumbs': {
      const sheets = await engine.makeThumbs(input, { ...task, folder: join(folder, 'sheets') }, run);
      return { outputs: sheets.map((name) => ({ name, path: join(folder, 'sheets', name) })) };
    }
  }

  /** What was found out, as a file. */
  async function told(name: string, found: unknown): Promise<OutputFile> {
    const file = fileOf(name);
    await writeFile(file.path, JSON.stringify(found));
    return file;
  }
}

/** Without what is undefined. */
function present<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as never;
}
