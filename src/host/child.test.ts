import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { systemClock } from '../kit/index.ts';
import { openChildren } from './child.ts';
import { groupMembers, numbering, processEntry } from './child-table.ts';
import { silentLogger } from './logger.ts';
import { isLive } from './own-folder.ts';
import { moduleBeside } from './worker.ts';

const root = mkdtempSync(join(tmpdir(), 'bijou-children-'));
after(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;

function newFolder(): string {
  folders += 1;
  return join(root, String(folders));
}

function script(text: string): string {
  folders += 1;
  const file = join(root, `script-${folders}.sh`);
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

async function until<T>(what: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const found = await what();
    if (found !== undefined) return found;
    await systemClock.sleep(20);
  }
}

function open(folder = newFolder()) {
  return openChildren({ folder, clock: systemClock, logger: silentLogger });
}

/** Paths of the files in the folders of the processes that share it. */
function recordsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
}

/** The pid in the first record of the folder, once it is there. */
function recordedGroup(folder: string): Promise<number> {
  return until(() => {
    const name = recordsIn(folder).find((file) => /\/\d+\.json$/.test(file));
    return name === undefined ? undefined : Number.parseInt(basename(name), 10);
  });
}

/** A group with the wrapper, and the wrapper's own child, in it. */
function wholeGroup(group: number): Promise<true> {
  return until(async () => ((await groupMembers(group)).length >= 4 ? true : undefined));
}

function groupEnds(group: number): Promise<true> {
  return until(async () => ((await groupMembers(group)).length === 0 ? true : undefined));
}

/** A node process that runs the wrapper as a child of its own and can be killed. */
function processWithChild(folder: string, wrapper: string): ChildProcess {
  const code = `
    import { openChildren } from ${JSON.stringify(moduleBeside(import.meta.url, './child').href)};
    const clock = { now: Date.now, monotonic: () => performance.now(), sleep: (ms) => new Promise((done) => setTimeout(done, ms)) };
    const logger = { debug() {}, info() {}, warn() {}, error() {}, with() { return logger; } };
    const children = await openChildren({ folder: ${JSON.stringify(folder)}, clock, logger });
    await children.run(${JSON.stringify(wrapper)}, [], { job: 'long' });
  `;
  return spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
}

const endlessFfmpeg = 'ffmpeg -nostdin -v error -re -f lavfi -i testsrc2 -f null -\nexit 3';

test('answers the exit code, the words and the processor time of a program', async () => {
  const children = await open();
  const lines: string[] = [];
  const result = await children.run(
    script('echo to-out; echo to-err >&2; i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done; printf half; exit 7'),
    [],
    { job: 'words', stdout: 'lines', niceness: 5, onOutput: (line, from) => lines.push(`${from} ${line}`) },
  );
  assert.equal(result.code, 7);
  assert.equal(result.log, 'to-err\n');
  assert.deepEqual(lines.sort(), ['stderr to-err', 'stdout half', 'stdout to-out']);
  assert.ok((result.cpuSeconds ?? 0) > 0);
});

test('gives a program its job, its niceness and no standard input', async () => {
  const children = await open();
  const lines: string[] = [];
  await children.run(script('echo "$BIJOU_JOB"; nice; cat | wc -c'), [], {
    job: 'job-9',
    stdout: 'lines',
    niceness: 7,
    onOutput: (line) => lines.push(line.trim()),
  });
  // Niceness is added to what we have ourselves, and ends at 19.
  assert.deepEqual(lines, ['job-9', String(Math.min(19, getPriority() + 7)), '0']);
});

test('a child inherits what it needs, and neither a proxy nor what changes how it prints', async () => {
  const children = await open();
  const given = {
    http_proxy: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    all_proxy: 'socks5://127.0.0.1:9',
    no_proxy: 'example.org',
    FFREPORT: `file=${join(root, 'report')}`,
    AV_LOG_FORCE_COLOR: '1',
    NODE_USE_ENV_PROXY: '1',
    LC_ALL: 'de_DE.UTF-8',
    BIJOU_TEST_KEPT: 'yes',
  };
  const before = { ...process.env };
  Object.assign(process.env, given);
  try {
    const seen: string[] = [];
    await children.run('env', [], { job: 'environment', stdout: 'lines', onOutput: (line) => seen.push(line) });
    const names = seen.map((line) => line.split('=')[0] ?? '');
    for (const name of Object.keys(given)) assert.equal(names.includes(name), /LC_ALL|KEPT/.test(name), name);
    assert.ok(seen.includes('LC_ALL=C'));
  } finally {
    for (const name of Object.keys(given)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
});

test('a missing program is code 127', async () => {
  const children = await open();
  const result = await children.run(join(root, 'no-such-program'), [], { job: 'missing' });
  assert.equal(result.code, 127);
});

test('a program waits for a stream that does not take its bytes', async () => {
  const children = await open();
  const mark = join(root, 'all-written');
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let bytes = 0;
  const stdout = new WritableStream<Uint8Array>({
    async write(chunk) {
      await held;
      bytes += chunk.length;
    },
  });
  const run = children.run(script(`head -c 3000000 /dev/zero; touch ${mark}`), [], { job: 'slow', stdout });
  await systemClock.sleep(300);
  assert.equal(existsSync(mark), false);
  release();
  await run;
  assert.equal(bytes, 3_000_000);
});

test('an abort ends the whole group before run rejects with its reason', async () => {
  const folder = newFolder();
  const children = await open(folder);
  const abort = new AbortController();
  const run = children.run(script(endlessFfmpeg), [], { job: 'abort', signal: abort.signal });
  const group = await recordedGroup(folder);
  await wholeGroup(group);
  abort.abort(new Error('enough'));
  await assert.rejects(run, /enough/);
  assert.deepEqual(await groupMembers(group), []);
  assert.deepEqual(recordsIn(folder), []);
});

test('what a program leaves running in its group ends with it', async () => {
  const children = await open();
  const pids: number[] = [];
  await children.run(script('sleep 1000 & echo $!'), [], {
    job: 'leaves',
    stdout: 'lines',
    onOutput: (line) => pids.push(Number(line)),
  });
  const left = await processEntry(pids[0] ?? 0);
  assert.ok(left === undefined || left.isZombie);
});

test('a listener that throws ends the program', async () => {
  const children = await open();
  const run = children.run(script('echo x; sleep 1000'), [], {
    job: 'throws',
    stdout: 'lines',
    onOutput() {
      throw new Error('not this line');
    },
  });
  await assert.rejects(run, /not this line/);
});

test('closing ends every child and starts no more', async () => {
  const folder = newFolder();
  const children = await open(folder);
  const run = children.run(script(endlessFfmpeg), [], { job: 'close' });
  run.catch(() => undefined);
  const group = await recordedGroup(folder);
  await children.close();
  assert.deepEqual(await groupMembers(group), []);
  await assert.rejects(run, { code: 'child.closed' });
  await assert.rejects(children.run('true', [], { job: 'late' }), { code: 'child.closed' });
});

test('SIGKILL of the owner ends a wrapper and the ffmpeg that it started', async () => {
  const folder = newFolder();
  const owner = processWithChild(folder, script(endlessFfmpeg));
  const group = await recordedGroup(folder);
  await wholeGroup(group);
  owner.kill('SIGKILL');
  await groupEnds(group);
});

test('a record of a living sibling process is left alone, one of a dead process is reaped', async () => {
  const folder = newFolder();
  const owner = processWithChild(folder, script(endlessFfmpeg));
  const group = await recordedGroup(folder);
  await wholeGroup(group);
  await open(folder);
  assert.ok((await groupMembers(group)).length >= 4);
  assert.equal(recordsIn(folder).length, 1);
  owner.kill('SIGKILL');
  await groupEnds(group);
  await open(folder);
  assert.deepEqual(recordsIn(folder), []);
});

test('opening ends a group whose owner is dead, and only with the start time that was written', async () => {
  const folder = newFolder();
  await open(folder);
  const orphan = spawn('sh', ['-c', 'sleep 1000; exit'], { detached: true, stdio: 'ignore' });
  const pid = orphan.pid ?? 0;
  const started = (await processEntry(pid))?.started ?? '';
  const record = { pid, started, command: 'sh', job: 'orphan', numbering: await numbering() };
  // As a process that was killed leaves it: its folder, and nobody who holds the lock.
  const left = join(folder, `${2 ** 30}-Dead00`);
  const file = join(left, `${pid}.json`);
  const leave = (found: typeof record) => {
    mkdirSync(left);
    writeFileSync(file, JSON.stringify(found));
  };

  for (const other of [{ started: 'another time' }, { numbering: 'pid:[1]' }]) {
    leave({ ...record, ...other });
    await open(folder);
    assert.ok((await groupMembers(pid)).length > 0, JSON.stringify(other));
    assert.equal(existsSync(file), false);
  }

  leave(record);
  await open(folder);
  assert.deepEqual(await groupMembers(pid), []);
  assert.equal(existsSync(file), false);
});

test('a record names what the child does, in its owner’s own folder', async () => {
  const folder = newFolder();
  const children = await open(folder);
  const run = children.run(script(endlessFfmpeg), [], { job: 'named' });
  run.catch(() => undefined);
  const group = await recordedGroup(folder);
  const [file = ''] = recordsIn(folder);
  assert.equal(isLive(folder, dirname(file)), true);
  const record = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  assert.equal(record.job, 'named');
  assert.equal(record.started, (await processEntry(group))?.started);
  await children.close();
});
