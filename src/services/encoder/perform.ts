import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../../contracts/index.ts';
import type { Encoder, EncoderRun } from '../../engines/encoder/index.ts';
import type { OutputFile } from './outputs.ts';

export interface Performed {
  readonly outputs: readonly OutputFile[];
  /** Pictures encoded, where the job is of video. */
  readonly pictures?: number;
}

/** Does a job's task with the engine: outputs are files in `folder`. Errors: the engine's. */
export async function perform(
  engine: Encoder,
  job: Job,
  { input, folder, run }: { readonly input: string; readonly folder: string; readonly run: EncoderRun },
): Promise<Performed> {
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
      const { previousTime, ...rest } = task;
      const work = {
        ...rest,
        rungs,
        ...(previousTime === undefined ? {} : { previousTime }),
      };
      await engine.encodeVideo(input, work, run);
      return { outputs, pictures: task.count };
    }
    case 'audio': {
      const file = fileOf('audio', '.mp4');
      await engine.encodeAudio(input, { ...task, output: file.path }, run);
      return { outputs: [file] };
    }
    case 'text': {
      const file = fileOf('text', '.vtt');
      await engine.extractText(input, { ...task, output: file.path }, run);
      return { outputs: [file] };
    }
  }
}
