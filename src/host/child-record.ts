import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../kit/index.ts';
import { groupMembers, hasEnvironment, killGroup, mayHaveMembers, processEntry } from './child-table.ts';
import type { Logger } from './logger.ts';

/** What a process writes about a child of its own, so that a later process can end what outlived it. */
export interface ChildRecord {
  /** Of the supervisor; also the id of the child's process group. */
  readonly pid: number;
  readonly started: string;
  readonly command: string;
  readonly job: string;
  /** Who started it. While the owner lives, nobody else touches the child. */
  readonly owner: { readonly pid: number; readonly started: string };
}

export async function writeRecord(folder: string, record: ChildRecord): Promise<void> {
  const file = join(folder, `${record.pid}.json`);
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, JSON.stringify(record));
  await rename(draft, file);
}

export async function removeRecord(folder: string, pid: number): Promise<void> {
  await rm(join(folder, `${pid}.json`), { force: true });
}

/** Ends the groups whose owners are dead and removes their records. Answers how many groups were ended. */
export async function reap(
  folder: string,
  options: { readonly clock: Clock; readonly logger: Logger },
): Promise<number> {
  let ended = 0;
  for (const name of await readdir(folder)) {
    const match = /^(\d+)\.json$/.exec(name);
    if (match === null) continue;
    const record = await readRecord(join(folder, name));
    if (record !== undefined) {
      if (await isSame(record.owner)) continue;
      if (await isStillOurs(record)) {
        options.logger.warn('ended a child that an earlier process had left', { pid: record.pid, job: record.job });
        killGroup(record.pid);
        await groupGone(record.pid, options.clock);
        ended += 1;
      }
    }
    await removeRecord(folder, Number(match[1]));
  }
  return ended;
}

/** Resolves once no process of the group lives; zombies that nobody waits for do not count. */
export async function groupGone(group: number, clock: Clock): Promise<void> {
  for (let wait = 2; mayHaveMembers(group); wait = Math.min(wait * 2, 100)) {
    if ((await groupMembers(group)).length === 0) return;
    killGroup(group);
    await clock.sleep(wait);
  }
}

async function isSame(written: { readonly pid: number; readonly started: string }): Promise<boolean> {
  const entry = await processEntry(written.pid);
  return entry !== undefined && !entry.isZombie && entry.started === written.started;
}

/**
 * A pid is not given out again while a group bears it. So a leader with the written start time proves the group
 * (a zombie too), another start time disproves it, and where the leader is gone the members' environment decides.
 */
async function isStillOurs(record: ChildRecord): Promise<boolean> {
  const leader = await processEntry(record.pid);
  const members = await groupMembers(record.pid);
  if (members.length === 0) return false;
  if (leader !== undefined) return leader.started === record.started;
  const marks = await Promise.all(members.map((member) => hasEnvironment(member.pid, `BIJOU_JOB=${record.job}`)));
  return marks.includes(true);
}

async function readRecord(file: string): Promise<ChildRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(file, 'utf8')) as ChildRecord;
    return Number.isInteger(record.pid) && record.pid > 1 && typeof record.owner?.pid === 'number' ? record : undefined;
  } catch {
    return undefined;
  }
}
