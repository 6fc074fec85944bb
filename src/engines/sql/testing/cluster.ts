import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export type Master = 'a' | 'b';

/** Where each master listens; both at the same port. */
export const addressOf: Readonly<Record<Master, string>> = { a: '127.0.0.1', b: '127.0.0.2' };

type Act = 'kill' | 'rejoin' | 'pause' | 'resume';

/** What is used here of deploy/engines. */
interface Deployed {
  enginesOfTests(): Readonly<Record<Act, (name: string, node: string) => Promise<void>>> & {
    run(name: string): Promise<unknown>;
  };
  pointWriter(run: unknown, node: Master): Promise<void>;
}

const execute = promisify(execFile);
/** Of servers that were started otherwise: a program that takes `kill mariadb a`, `point db 127.0.0.1` and the like. */
const program = process.env.BIJOU_REAL_CONTROL;
/** Loaded where servers run: elsewhere nothing needs it. */
const deployed = (): Promise<Deployed> =>
  import(new URL('../../../../deploy/engines/index.ts', import.meta.url).href) as Promise<Deployed>;

async function act(what: Act, node: Master): Promise<void> {
  if (program !== undefined) await execute(program, [what, 'mariadb', node]);
  else await (await deployed()).enginesOfTests()[what]('mariadb', node);
}

/** The running cluster, and the name of its writer. */
export const cluster = {
  /** kill -9. */
  kill: (node: Master) => act('kill', node),
  rejoin: (node: Master) => act('rejoin', node),
  /** It stands still, and its connections stay open. */
  pause: (node: Master) => act('pause', node),
  resume: (node: Master) => act('resume', node),
  /** The writer's name points there from now on. */
  async point(node: Master): Promise<void> {
    if (program !== undefined) return void (await execute(program, ['point', 'db', addressOf[node]]));
    const { enginesOfTests, pointWriter } = await deployed();
    await pointWriter(await enginesOfTests().run('mariadb'), node);
  },
};
