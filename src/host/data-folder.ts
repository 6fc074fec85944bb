import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Random, sentenceOf } from '../kit/index.ts';
import { dataErrors } from './data-folder-errors.ts';
import { alone } from './data-folder-lock.ts';

/** Rises when a folder that an older Bijou wrote must be changed before it can be used. */
const format = 1;

export interface DataFolder {
  /** Absolute. */
  readonly path: string;
  readonly format: number;
  /** What the processes of this Bijou know and nobody else: 32 bytes, base64url. */
  readonly secret: string;
  /** A folder inside, made if it is not there, for this user alone. */
  folder(...names: readonly string[]): string;
}

/**
 * Opens the folder that holds all data of one Bijou, and makes it on the first start. Several processes may do so at
 * once and agree. `secret` is that of a Bijou whose other processes are on other machines. Throws `data.newer`,
 * `data.not-ours`, `data.damaged`, `data.other-secret` or `data.unusable`.
 */
export function openDataFolder(
  path: string,
  { random, secret }: { readonly random: Random; readonly secret?: string | undefined },
): DataFolder {
  const folder = resolve(path);
  try {
    makeFolders(folder);
    refuseStrange(folder);
    return alone(folder, () => ({
      path: folder,
      format: agreeOnFormat(folder),
      secret: agreeOnSecret(folder, secret ?? (() => newSecret(random))),
      folder(...names) {
        const inner = join(folder, ...names);
        mkdirSync(inner, { recursive: true, mode: 0o700 });
        return inner;
      },
    }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw dataErrors.error('data.unusable', { folder, why: sentenceOf(error) }, error);
  }
}

/**
 * Node's own way of making what is above as well goes round for ever where a folder is there and takes nothing, as those
 * of /proc do.
 */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process was first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Guards against a home folder named by mistake. */
function refuseStrange(folder: string): void {
  const strange = readdirSync(folder).find((name) => !['run', 'lost+found'].includes(name) && !name.startsWith('.'));
  // Looked for afterwards: it is the first thing that another process's first start writes.
  if (strange === undefined || existsSync(join(folder, 'bijou.json'))) return;
  throw dataErrors.error('data.not-ours', { folder, example: strange });
}

function agreeOnFormat(folder: string): number {
  const file = join(folder, 'bijou.json');
  if (!existsSync(file)) write(file, `${JSON.stringify({ format })}\n`);
  const found = formatIn(readFileSync(file, 'utf8'));
  if (found === undefined) throw dataErrors.error('data.damaged', { file });
  if (found > format) throw dataErrors.error('data.newer', { folder, found, known: format });
  return found;
}

function formatIn(text: string): number | undefined {
  try {
    const found = (JSON.parse(text) as { format?: unknown } | null)?.format;
    return typeof found === 'number' && Number.isInteger(found) && found > 0 ? found : undefined;
  } catch {
    return undefined;
  }
}

function newSecret(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url');
}

function agreeOnSecret(folder: string, wanted: string | (() => string)): string {
  const file = join(folder, 'secret');
  if (!existsSync(file)) write(file, `${typeof wanted === 'string' ? wanted : wanted()}\n`);
  // A copy or an unpacked backup may have let others in.
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  const secret = readFileSync(file, 'utf8').trim();
  if (!isSecret(secret)) throw dataErrors.error('data.damaged', { file });
  if (typeof wanted === 'string' && wanted !== secret) throw dataErrors.error('data.other-secret', { folder, file });
  return secret;
}

/** True for what may be a Bijou's secret. */
export function isSecret(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** Whole or not at all. */
function write(file: string, text: string): void {
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}.draft`);
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, file);
}
