import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isLive, openOwnFolder } from '../../host/index.ts';
import { type Clock, isoTime } from '../../kit/index.ts';

/** A process of this Bijou, as it tells in `run/`. */
export interface ProcessRecord {
  /** Services that it runs; `all` stands for every one. */
  readonly targets: readonly string[];
  /** Of the container that it runs in, where it does. */
  readonly pid: number;
  /** ISO 8601: when the process was started. */
  readonly startedAt: string;
  /** Its own folder in `run/processes`, which lives as long as the process: see host/own-folder.ts. */
  readonly life: string;
  readonly peerAddress?: string | undefined;
  readonly publicAddress?: string | undefined;
  readonly mediaAddress?: string | undefined;
}

/** Where each process of a data folder has a folder of its own. */
export function processesIn(folder: string): string {
  return join(folder, 'run', 'processes');
}

/** Who this process is. */
export function processStart(clock: Clock): Pick<ProcessRecord, 'pid' | 'startedAt'> {
  return { pid: process.pid, startedAt: isoTime(clock.now() - process.uptime() * 1_000) };
}

/** Writes a record so that readers see it whole or not at all. */
export async function writeRecord(file: string, record: ProcessRecord): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${record.life}.draft`;
  await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

/** The record in a file; undefined when it is missing, not one, or its process is gone. */
export async function readRecord(file: string, processes: string): Promise<ProcessRecord | undefined> {
  const record = parseRecord(await readFile(file, 'utf8').catch(() => ''));
  return record !== undefined && isLive(processes, record.life) ? record : undefined;
}

function parseRecord(text: string): ProcessRecord | undefined {
  try {
    const value = JSON.parse(text) as Partial<ProcessRecord> | null;
    const whole = typeof value?.pid === 'number' && Array.isArray(value.targets) && typeof value.life === 'string';
    return whole ? (value as ProcessRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Tells the command line where this folder's server is: `run/server.json`. The answer takes it back. */
export async function writeServer(folder: string, told: Omit<ProcessRecord, 'life'>): Promise<() => Promise<void>> {
  const own = await openOwnFolder(processesIn(folder));
  const file = join(folder, 'run', 'server.json');
  await writeRecord(file, { ...told, life: own.name });
  return async () => {
    if ((await readRecord(file, processesIn(folder)))?.life === own.name) await rm(file, { force: true });
    await own.release();
  };
}

/** The server that runs on this data folder, if one does: the one that came last, or another door that is still open. */
export async function readServer(folder: string): Promise<ProcessRecord | undefined> {
  const latest = await readRecord(join(folder, 'run', 'server.json'), processesIn(folder));
  return latest ?? (await openDoors(folder))[0];
}

/** The processes of a data folder that have a door. */
export async function openDoors(
  folder: string,
): Promise<readonly (ProcessRecord & { readonly publicAddress: string })[]> {
  const records = await readRecords(processesIn(folder));
  return records.flatMap(({ publicAddress, ...record }) =>
    publicAddress === undefined ? [] : [{ ...record, publicAddress }],
  );
}

/** Every process that announced itself in a folder and lives. */
export async function readRecords(processes: string): Promise<readonly ProcessRecord[]> {
  const names = await readdir(processes).catch(() => []);
  const records = names.sort().map((name) => readRecord(join(processes, name, 'record.json'), processes));
  return (await Promise.all(records)).filter((record) => record !== undefined);
}
