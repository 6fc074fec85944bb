import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Finding, type Sidecar, sidecarsOf } from '../../../contracts/index.ts';
import { sentenceOf } from '../../../kit/index.ts';
import { type GivenPicture, largestPicture, storePicture } from '../art/give-picture.ts';
import type { Studio } from '../studio.ts';
import { largestText, type StoredText, storeText } from '../texts/subtitles.ts';
import { tooLarge } from '../upload/read-body.ts';
import { type NfoMetadata, readNfo } from './nfo.ts';

/** What lay beside a film and goes with it. */
export interface Beside {
  readonly said: NfoMetadata;
  readonly texts: readonly StoredText[];
  readonly pictures: readonly GivenPicture[];
  /** What could not be used, and why. */
  readonly findings: readonly Finding[];
}

/** Names in one folder that are looked at; a folder of more is no film's. */
const mostNames = 20_000;

/** Takes in what lies beside a file of this machine. What cannot be read is a finding and holds nothing up. */
export async function takeBeside(studio: Studio, path: string): Promise<Beside> {
  let said: NfoMetadata = {};
  const texts: StoredText[] = [];
  const pictures: GivenPicture[] = [];
  const findings: Finding[] = [];
  for (const sidecar of await sidecarsBeside(path)) {
    try {
      if (sidecar.kind === 'text') {
        const bytes = await readSmall(sidecar.path, largestText);
        texts.push(await storeText(studio, null, { bytes, marks: sidecar }));
      } else if (sidecar.kind === 'nfo') {
        said = readNfo(await readSmall(sidecar.path, largestText)) ?? said;
      } else {
        const bytes = await readSmall(sidecar.path, largestPicture);
        pictures.push(await storePicture(studio, null, { kind: sidecar.kind, bytes }));
      }
    } catch (error) {
      studio.logger.warn('a file beside a film is left out', { path: sidecar.path, error });
      findings.push(findingOf(sidecar, error));
    }
  }
  return { said, texts, pictures, findings };
}

async function sidecarsBeside(path: string): Promise<Sidecar[]> {
  const folder = dirname(path);
  const names = await namesIn(folder);
  const folders = names.filter((entry) => entry.isDirectory() && /^sub(s|titles?)?$/i.test(entry.name));
  const below = await Promise.all(folders.map((entry) => namesIn(join(folder, entry.name))));
  const files = [...names, ...below.flat()].filter((entry) => entry.isFile());
  return sidecarsOf(
    path,
    files.map((entry) => join(entry.parentPath, entry.name)),
  );
}

async function namesIn(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.length > mostNames ? [] : entries;
}

async function readSmall(path: string, most: number): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > most) throw tooLarge(most);
  return readFile(path);
}

function findingOf({ path, kind }: Sidecar, error: unknown): Finding {
  const name = path.split(/[/\\]/).at(-1) ?? path;
  return { code: `sidecar-${kind}`, severity: 'warned', sentence: `${name} was left out. ${sentenceOf(error)}` };
}
