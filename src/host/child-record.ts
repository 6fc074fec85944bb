import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../kit/index.ts';
import { groupMembers, hasEnvironment, killGroup, mayHaveMembers, numbering, processEntry } from './child-table.ts';
import type { Logger } from './logger.ts';

/** What a process writes in its own folder about a child, so that a later process can end what outlived it. */
export interface ChildRecord {
  /** Of the supervisor; also the id of the child's process group. */
  readonly pid: number;
  readonly started: string;
  readonly command: string;
  readonly job: string;
  /** Where the numbers mean something: those of another container's processes are somebody else's here. */
  readonly numbering: string;
}

export async function writeRecord(folder: string, record: ChildRecord): Promise<void> {
  const file = join(folder, `${record.pid}.json`);
  const draft = `${file}.new`;
  await writeFile(draft, JSON.stringify(record));
  await rename(draft, file);
}

export async function removeRecord(folder: string, pid: number): Promise<void> {
  await rm(join(folder, `${pid}.json`), { force: true });
}

/**
 * Ends what is left of a dead process's children, by the records in its folder. Those of another
 * container are not to be reached from here, and ended with it: they lived by a pipe of their owner's.
 */
export async function endLeftChildren(
  folder: string,
  options: { readonly clock: Clock; readonly logger: Logger },
): Promise<void> {
  const here = await numbering();
  for (const name of await readdir(folder)) {
    const record = await readRecord(join(folder, name));
    if (record === undefined || record.numbering !== here || !(await isStillOurs(record))) continue;
    options.logger.warn('ended a child that an earlier process had left', { pid: record.pid, job: record.job });
    killGroup(record.pid);
    await groupGone(record.pid, options.clock);
  }
}

/** Resolves once no process of the group lives; zombies that nobody waits for do not count. */
export async function groupGone(group: number, clock: Clock): Promise<void> {
  for (let wait = 2; mayHaveMembers(group); wait = Math.min(wait * 2, 100)) {
    if ((await groupMembers(group)).length === 0) return;
    killGroup(group);
    await clock.sleep(wait);
  }
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
    return Number.isInteger(record.pid) && record.pid > 1 && typeof record.numbering === 'string' ? record : undefined;
  } catch {
    return undefined;
  }
}
