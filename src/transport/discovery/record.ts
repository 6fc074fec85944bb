import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isRunning, ownIdentity } from '../../host/index.ts';
import { type Clock, isoTime } from '../../kit/index.ts';

/** A process of this Bijou, as its file in `run/` tells. */
export interface ProcessRecord {
  /** Services that it runs; `all` stands for every one. */
  readonly targets: readonly string[];
  readonly pid: number;
  /** ISO 8601: when the process was started. */
  readonly startedAt: string;
  /** The system's own mark of that start, so that another process with the same number is not taken for it. */
  readonly birth: string;
  readonly peerAddress?: string | undefined;
  readonly publicAddress?: string | undefined;
  readonly mediaAddress?: string | undefined;
}

/** Who this process is. */
export async function processStart(clock: Clock): Promise<Pick<ProcessRecord, 'pid' | 'startedAt' | 'birth'>> {
  const { pid, started } = await ownIdentity();
  return { pid, startedAt: isoTime(clock.now() - process.uptime() * 1_000), birth: started };
}

/** Writes a record so that readers see it whole or not at all. */
export async function writeRecord(file: string, record: ProcessRecord): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${record.pid}.draft`;
  await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

/** The record in a file; undefined when it is missing, not one, or its process is gone: then the file is removed. */
export async function readRecord(file: string): Promise<ProcessRecord | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const record = parseRecord(text);
  if (record !== undefined && (await isRunning({ pid: record.pid, started: record.birth }))) return record;
  await rm(file, { force: true });
  return undefined;
}

function parseRecord(text: string): ProcessRecord | undefined {
  try {
    const value = JSON.parse(text) as Partial<ProcessRecord> | null;
    const whole = typeof value?.pid === 'number' && Array.isArray(value.targets) && typeof value.birth === 'string';
    return whole ? (value as ProcessRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Tells the command line where this folder's server is: `run/server.json`. The answer takes it back. */
export async function writeServer(folder: string, record: ProcessRecord): Promise<() => Promise<void>> {
  const file = join(folder, 'run', 'server.json');
  await writeRecord(file, record);
  return async () => {
    const now = await readRecord(file);
    if (now?.pid === record.pid) await rm(file, { force: true });
  };
}

/** The server that runs on this data folder, if one does. */
export function readServer(folder: string): Promise<ProcessRecord | undefined> {
  return readRecord(join(folder, 'run', 'server.json'));
}
