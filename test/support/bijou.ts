// Starts the program as a person would: as child processes of its own command, on a data folder of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '..', '..');
/** The sources, or an installed package that the caller names. */
export const program = process.env.BIJOU_PROGRAM ?? join(root, 'bin', 'bijou.js');

export type Mode = 'one process' | 'a process per service';

/** Every story is told in both. */
export const modes: readonly Mode[] = ['one process', 'a process per service'];

/** Every service: a folder each. */
export const allTargets = readdirSync(join(root, 'src', 'services'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

export interface StartOptions {
  readonly mode: Mode;
  readonly env?: Readonly<Record<string, string>>;
  /** A folder to go on with; a new one otherwise. */
  readonly dataFolder?: string;
  readonly port?: number;
  /** What the door listens on; 127.0.0.1 unless told. */
  readonly host?: string;
  /** With the sample film that an empty library gets. */
  readonly sample?: boolean;
  /** Without these targets; start them with `startTarget`. */
  readonly without?: readonly string[];
  /** Two processes of each service; the second of `studio` is named `studio-2`. Goes with a process per service. */
  readonly twice?: boolean;
  /** More words for `serve`. */
  readonly words?: readonly string[];
}

export interface Bijou {
  readonly url: string;
  /** Of all doors. */
  readonly urls: readonly string[];
  /** The owner's; whoever comes without it is a stranger. */
  readonly token: string;
  readonly dataFolder: string;
  readonly port: number;
  /** Processes by target; in one process, all targets name the same. */
  readonly processes: Map<string, ChildProcess>;
  /** Everything that the processes printed. */
  output(): string;
  /** The address of a page that makes the browser which opens it the owner's. */
  ownerUrl(path?: string): string;
  /** Asks the door as the owner. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Runs a command of the client. */
  cli(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }>;
  json<T>(...words: string[]): Promise<T>;
  /** With settings of its own besides those of the others. */
  startTarget(target: string, env?: Readonly<Record<string, string>>): Promise<ChildProcess>;
  /** `kill -9`. Resolves once it is gone. */
  kill(target: string): Promise<void>;
  /** Asks all to stop, and takes the data folder away unless told to keep it. */
  stop(options?: { readonly keep?: boolean }): Promise<void>;
}

export interface TitleJson {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly watchable: boolean;
  readonly duration: number;
  readonly findings: readonly { code: string; severity: string; sentence: string }[];
  readonly rungs: readonly { name: string; width: number; height: number; chunks: number; done: number }[];
  readonly why: string | null;
}

/** The name of a service's second process. */
export const second = (target: string): string => `${target}-2`;

export async function startBijou(options: StartOptions): Promise<Bijou> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'bijou-journey-')));
  const port = options.port ?? (await freePort());
  const env = {
    ...process.env,
    // Films of tests are whole when they are added.
    BIJOU_QUIET_MS: '0',
    ...options.env,
    BIJOU_DATA: dataFolder,
    PORT: String(port),
    HOST: options.host ?? '127.0.0.1',
  };
  const secondPort = options.twice === true ? await freePort() : 0;
  const processes = new Map<string, ChildProcess>();
  /** Every process ever started here: a target that was started twice has two. */
  const started = new Set<ChildProcess>();
  let printed = '';

  async function launch(
    targets: readonly string[],
    { own = {}, names = targets }: { own?: Readonly<Record<string, string>>; names?: readonly string[] } = {},
  ): Promise<ChildProcess> {
    const whole = targets.length === allTargets.length;
    const words = whole
      ? ['serve', ...(options.sample === true ? [] : ['--no-sample'])]
      : ['serve', `--target=${targets.join(',')}`];
    const child = spawn(process.execPath, [program, ...words, ...(options.words ?? [])], {
      cwd: root,
      env: { ...env, ...own },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.add(child);
    takeAlong(child);
    // One that was not asked to end says why here, or nobody would learn it.
    child.once('exit', (code, signal) => {
      if (child.killed || code === 0) return;
      console.error(`${targets.join()} ended with ${code ?? signal}:\n${printed.slice(-4_000)}`);
    });
    child.stdout.on('data', (data) => {
      printed += data;
    });
    child.stderr.on('data', (data) => {
      printed += data;
    });
    for (const name of names) processes.set(name, child);
    await until(`${targets.join(',')} is up`, async () => {
      if (child.exitCode !== null) throw new Error(`${targets.join(',')} ended with ${child.exitCode}:\n${printed}`);
      return hasAnnounced(dataFolder, child.pid ?? 0);
    });
    return child;
  }

  const wanted = allTargets.filter((target) => !options.without?.includes(target));
  if (options.mode === 'one process') await launch(wanted);
  else
    await Promise.all(
      [...wanted, ...(options.twice === true ? wanted.map(second) : [])].map((name) => launchNamed(name)),
    );

  /** `studio` or `studio-2`. */
  function launchNamed(name: string, own: Readonly<Record<string, string>> = {}): Promise<ChildProcess> {
    const target = name.replace(/-2$/, '');
    const isSecondDoor = name === second('gateway');
    return launch([target], { own: { ...(isSecondDoor ? { PORT: String(secondPort) } : {}), ...own }, names: [name] });
  }

  const url = `http://127.0.0.1:${port}`;
  const urls = [url, ...(options.twice === true ? [`http://127.0.0.1:${secondPort}`] : [])];
  for (const door of wanted.includes('gateway') ? urls : [])
    await until(
      'the door answers',
      async () => (await fetch(`${door}/readyz`).catch(() => undefined))?.status === 200,
      () => printed,
    );

  async function cli(...words: string[]) {
    const child = spawn(process.execPath, [program, ...words], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const [code] = await once(child, 'close');
    return { code: code ?? 1, stdout, stderr };
  }

  // Written when the first process starts, which in some stories is later than this.
  const token = () => readFileSync(join(dataFolder, 'owner-token'), 'utf8').trim();

  return {
    url,
    urls,
    get token() {
      return token();
    },
    dataFolder,
    port,
    processes,
    output: () => printed,
    ownerUrl(path = '/') {
      const address = new URL(path, url);
      address.searchParams.set('token', token());
      return address.href;
    },
    ask(path, init = {}) {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${token()}`);
      return fetch(new URL(path, url), { ...init, headers });
    },
    cli,
    async json<T>(...words: string[]): Promise<T> {
      const { code, stdout, stderr } = await cli(...words, '--json');
      if (code !== 0) throw new Error(`bijou ${words.join(' ')} ended with ${code}: ${stderr}${stdout}`);
      return JSON.parse(stdout);
    },
    startTarget: launchNamed,
    async kill(target) {
      const child = processes.get(target);
      if (child === undefined || child.exitCode !== null) return;
      child.kill('SIGKILL');
      if (child.signalCode === null) await once(child, 'exit');
    },
    async stop({ keep = false } = {}) {
      await Promise.all([...started].map(end));
      if (!keep) await rm(dataFolder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** A test file that ends early leaves no server behind. */
const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

function takeAlong(child: ChildProcess): void {
  living.add(child);
  child.once('exit', () => living.delete(child));
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await once(child, 'exit');
  clearTimeout(late);
}

async function hasAnnounced(dataFolder: string, pid: number): Promise<boolean> {
  const processes = join(dataFolder, 'run', 'processes');
  const own = (await readdir(processes).catch(() => [])).filter((name) => name.startsWith(`${pid}-`));
  return own.some((name) => existsSync(join(processes, name, 'record.json')));
}

/**
 * A port that was free a moment ago, and the one after it, which the appliance takes. Below those that systems hand to
 * outgoing connections, and drawn by chance, since other files of tests run at the same time.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 20_000);
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listens = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (listens) await new Promise((resolve) => server.close(resolve));
  return listens;
}

/** Waits for something that will happen; after five minutes says what did not. */
export async function until(
  what: string,
  test: () => Promise<boolean>,
  context: () => string = () => '',
): Promise<void> {
  const end = performance.now() + 300_000;
  while (!(await test())) {
    if (performance.now() > end) throw new Error(`Waited five minutes: ${what} did not come.\n${context()}`);
    await sleep(100);
  }
}

/** Adds a film and waits until it is settled. */
export async function addFilm(bijou: Bijou, file: string): Promise<TitleJson> {
  const [title] = await bijou.json<TitleJson[]>('add', file, '--wait');
  if (title === undefined) throw new Error('bijou add printed no title.');
  return title;
}

export async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(file, 'utf8'));
}
