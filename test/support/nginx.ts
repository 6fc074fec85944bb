// The real NGINX, in one process, with servers as a test writes them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './bijou.ts';

export interface Nginx {
  stop(): Promise<void>;
}

const program = process.env.BIJOU_NGINX ?? 'nginx';

/** Resolves once `address` is answered. */
export async function startNginx(servers: string, address: string): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-nginx-'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join(' ');
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/pid; error_log stderr error;
     events { worker_connections 128; }
     http { access_log off; ${temporary} ${servers} }`,
  );
  const child = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => undefined);
  await Promise.race([
    failed,
    until('NGINX answers', async () => {
      if (child.exitCode !== null) throw new Error(`NGINX ended with ${child.exitCode}:\n${said}`);
      return (await fetch(address).catch(() => undefined)) !== undefined;
    }),
  ]);
  return {
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
