import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Finding, fine, wrong } from '../../engines/connection/index.ts';
import { spaceAt } from '../../host/index.ts';
import { sentenceOf } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';

const run = promisify(execFile);
/** What a film of two hours takes while it is encoded. */
const leastBytes = 10e9;
/** What the films are encoded with; a build without them is of no use here. */
const neededEncoders = ['libx264', 'aac'];

/** Programs of this machine that Bijou calls. */
export async function* examineMachine({ ffmpeg, ffprobe, encoder }: Settings): AsyncGenerator<Finding> {
  yield fine('Node', `Node ${process.versions.node} runs it.`);
  if (encoder === 'simulated') return;
  for (const [name, command] of Object.entries({ ffmpeg, ffprobe })) {
    try {
      const { stdout } = await run(command, ['-hide_banner', '-version']);
      yield fine(name, `${stdout.split('\n')[0]?.split(' Copyright')[0] ?? command} answers.`);
    } catch (error) {
      const variable = `BIJOU_${name.toUpperCase()}`;
      yield wrong(
        name,
        'missing',
        `${command} does not run (${whyOf(error)}). Install ffmpeg, or name it in ${variable}.`,
      );
      return;
    }
  }
  const { stdout } = await run(ffmpeg, ['-hide_banner', '-encoders'], { maxBuffer: 2 ** 24 });
  const missing = neededEncoders.filter((one) => !new RegExp(`\\b${one}\\b`).test(stdout));
  if (missing.length > 0)
    yield wrong('encoders', 'missing', `This ffmpeg was built without ${missing.join(' and ')}. Install a full build.`);
  else yield fine('encoders', `It has ${neededEncoders.join(' and ')}.`);
}

/** The folder that everything lies in which no engine elsewhere keeps. */
export async function* examineDataFolder(folder: string): AsyncGenerator<Finding> {
  try {
    await mkdir(folder, { recursive: true });
    const draft = await mkdtemp(join(folder, '.doctor-'));
    try {
      await writeFile(join(draft, 'word'), 'written');
      if ((await readFile(join(draft, 'word'), 'utf8')) !== 'written')
        yield wrong(
          'write and read',
          'down',
          `What is written to ${folder} is not what is read there. Check the disk.`,
        );
      else yield fine('write and read', `${folder} can be written to.`);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    const { freeBytes } = await spaceAt(folder);
    const free = `${(freeBytes / 1e9).toFixed(1)} GB are free`;
    if (freeBytes < leastBytes) yield wrong('room', 'settings', `${free} where ${folder} lies, and a film takes more.`);
    else yield fine('room', `${free}.`);
  } catch (error) {
    yield wrong(
      'write and read',
      'permissions',
      `${folder} cannot be used: ${sentenceOf(error)}. Let this user write there.`,
    );
  }
}

function whyOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such program' : sentenceOf(error);
}
