import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

/** One process as the operating system lists it. */
export interface ProcessEntry {
  readonly pid: number;
  readonly group: number;
  /** Tells this process from a later one with the same pid: compared for equality alone. */
  readonly started: string;
  /** Dead, but not yet waited for. */
  readonly isZombie: boolean;
}

const hasProc = existsSync('/proc/self/stat');
let boot: Promise<string> | undefined;

/** The process with this pid, zombies included; undefined where there is none. */
export async function processEntry(pid: number): Promise<ProcessEntry | undefined> {
  if (!hasProc) return (await listByPs(['-p', String(pid)]))[0];
  try {
    return parseStat(await readFile(`/proc/${pid}/stat`, 'utf8'), await bootId());
  } catch {
    return undefined;
  }
}

/** Names the set of processes among which numbers are given out, such as a container's; empty where there is but one. */
export function numbering(): Promise<string> {
  return readlink('/proc/self/ns/pid').catch(() => '');
}

/** Living members of a process group. */
export async function groupMembers(group: number): Promise<readonly ProcessEntry[]> {
  const entries = hasProc ? await listByProc() : await listByPs(['-A']);
  return entries.filter((entry) => entry.group === group && !entry.isZombie);
}

/** Whether the process was started with this in its environment; false where the system does not say. */
export async function hasEnvironment(pid: number, assignment: string): Promise<boolean> {
  try {
    return (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0').includes(assignment);
  } catch {
    return false;
  }
}

/** Kills every process of a group; nothing happens where it has none. */
export function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** False only where not even a zombie of the group is left. */
export function mayHaveMembers(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

async function listByProc(): Promise<ProcessEntry[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const entries = await Promise.all(pids.map((pid) => processEntry(Number(pid))));
  return entries.filter((entry) => entry !== undefined);
}

/**
 * proc(5): `pid (comm) state ppid pgrp …`, start time in ticks since boot is field 22. The command may hold spaces
 * and parentheses, so fields are counted from the last `)`. Ticks alone repeat after a reboot: the boot's id is added.
 */
function parseStat(text: string, bootIdentity: string): ProcessEntry {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return {
    pid: Number.parseInt(text, 10),
    group: Number(fields[2]),
    started: `${bootIdentity}:${fields[19]}`,
    isZombie: fields[0] === 'Z' || fields[0] === 'X',
  };
}

function bootId(): Promise<string> {
  boot ??= readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
  return boot;
}

async function listByPs(selection: readonly string[]): Promise<ProcessEntry[]> {
  const columns = ['-o', 'pid=', '-o', 'pgid=', '-o', 'stat=', '-o', 'lstart='];
  const output = await promisify(execFile)('ps', [...selection, ...columns], { env: { ...process.env, LC_ALL: 'C' } })
    .then(({ stdout }) => stdout)
    .catch(() => '');
  return output.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line);
    if (match === null) return [];
    const [, pid, group, state = '', started = ''] = match;
    return [{ pid: Number(pid), group: Number(group), started, isZombie: state.startsWith('Z') }];
  });
}
