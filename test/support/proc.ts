// What Linux tells of other processes. Elsewhere nothing is known, and the tests that ask say so.
import { readdir, readFile, readlink } from 'node:fs/promises';

export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
  readonly name: string;
}

export async function allProcesses(): Promise<readonly ProcessInfo[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const infos = await Promise.all(pids.map((pid) => processInfo(Number(pid))));
  return infos.filter((info) => info !== undefined);
}

async function processInfo(pid: number): Promise<ProcessInfo | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
  return { pid, name, state: fields[0] ?? '', parent: Number(fields[1]) };
}

/** Paths that a process holds open. */
export async function openFiles(pid: number): Promise<readonly string[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const targets = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  return targets.filter((target) => target.startsWith('/'));
}

/** Living processes whose environment names this data folder: the program's own and whatever it started. */
export async function processesOf(dataFolder: string): Promise<readonly ProcessInfo[]> {
  const mark = `BIJOU_DATA=${dataFolder}\0`;
  const found: ProcessInfo[] = [];
  for (const info of await allProcesses()) {
    if (info.state === 'Z' || info.state === 'X') continue;
    const environment = await readFile(`/proc/${info.pid}/environ`, 'utf8').catch(() => '');
    if (`${environment}\0`.includes(mark)) found.push(info);
  }
  return found;
}

/** Proportional set size of a process, in bytes. */
export async function proportionalSize(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
}
