import type { BigIntStats, Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { joinPath, type Path, pathBytes, pathText } from './paths.ts';

/** What to look for under a folder; names as people read them. */
export interface WalkRules {
  /** Whether what lies in a folder of this name is looked at. */
  enters(name: string): boolean;
  /** Whether a folder of this name, with these names in it, is one thing, found as a whole. */
  isWhole(name: string, within: readonly string[]): boolean;
  takes(name: string): boolean;
}

export type Walked =
  | {
      readonly kind: 'found';
      readonly path: Buffer;
      readonly name: string;
      readonly isFolder: boolean;
      readonly bytes: number;
      readonly mtimeMs: number;
      /** Stays while a file is renamed. */
      readonly inode: string;
    }
  /** What could not be looked at, and why, for a sentence. */
  | { readonly kind: 'left'; readonly path: Buffer; readonly why: string };

/**
 * Everything under a folder that the rules take, in order of name, one folder in memory at a time. Links are followed;
 * what was seen already, by whatever name, is not seen again, so that loops end.
 */
export async function* walk(root: Path, rules: WalkRules): AsyncGenerator<Walked> {
  const path = pathBytes(root);
  yield* within({ path, name: basename(pathText(path)) }, rules, new Set());
}

async function* within(
  { path: folder, name: folderName }: { readonly path: Buffer; readonly name: string },
  rules: WalkRules,
  seen: Set<string>,
): AsyncGenerator<Walked> {
  const here = await look(folder);
  if (typeof here === 'string') return yield { kind: 'left', path: folder, why: here };
  if (isSeen(here, seen)) return;
  let entries: readonly Entry[];
  try {
    entries = await entriesOf(folder);
  } catch (error) {
    return yield { kind: 'left', path: folder, why: whyNot(error) };
  }
  const names = entries.map(({ name }) => name);
  if (rules.isWhole(folderName, names)) return yield found({ path: folder, name: folderName, about: here });
  for (const { name, bytes, kind } of entries) {
    if (kind === 'file' ? !rules.takes(name) : kind === 'folder' && !rules.enters(name)) continue;
    // A link leads to either.
    if (kind === 'link' && !rules.takes(name) && !rules.enters(name)) continue;
    const path = joinPath(folder, bytes);
    const about = await look(path);
    if (typeof about === 'string') {
      if (rules.takes(name) || kind === 'folder') yield { kind: 'left', path, why: about };
    } else if (about.isDirectory() && rules.enters(name)) {
      yield* within({ path, name }, rules, seen);
    } else if (about.isFile() && rules.takes(name) && !isSeen(about, seen)) {
      yield found({ path, name, about });
    }
  }
}

interface Entry {
  readonly name: string;
  readonly bytes: Buffer;
  readonly kind: 'file' | 'folder' | 'link';
}

/** Sockets, pipes and devices are nothing to look at: to open one may wait for ever. */
async function entriesOf(folder: Buffer): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  const opened = await opendir(folder, { encoding: 'buffer' as BufferEncoding, bufferSize: 256 });
  for await (const entry of opened as AsyncIterable<Dirent<string | Buffer>>) {
    const bytes = pathBytes(entry.name);
    const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : isOther(entry) ? undefined : 'link';
    if (kind !== undefined) found.push({ name: pathText(bytes), bytes, kind });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : Buffer.compare(a.bytes, b.bytes)));
}

function isOther(entry: Dirent<string | Buffer>): boolean {
  return entry.isFIFO() || entry.isSocket() || entry.isCharacterDevice() || entry.isBlockDevice();
}

async function look(path: Buffer): Promise<BigIntStats | string> {
  return stat(path, { bigint: true }).catch(whyNot);
}

function isSeen({ dev, ino }: BigIntStats, seen: Set<string>): boolean {
  const identity = `${dev}:${ino}`;
  // Some file systems number nothing.
  if (ino === 0n) return false;
  if (seen.has(identity)) return true;
  seen.add(identity);
  return false;
}

function found({ path, name, about }: { path: Buffer; name: string; about: BigIntStats }): Walked {
  const { size, mtimeMs, ino } = about;
  const identity = { bytes: Number(size), mtimeMs: Number(mtimeMs), inode: String(ino) };
  return { kind: 'found', path, name, isFolder: about.isDirectory(), ...identity };
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'it may not be read',
    EPERM: 'it may not be read',
    ENOENT: 'it leads nowhere, or has just gone',
    ELOOP: 'it is a link to itself',
    ENAMETOOLONG: 'its path is too long',
    EIO: 'its disk does not answer',
    ESTALE: 'its disk does not answer',
    ENOTCONN: 'its disk does not answer',
    EHOSTDOWN: 'its disk does not answer',
  };
  return reasons[code] ?? `the system says ${code || String(error)}`;
}
