import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { key } from './film.ts';

/** NGINX with sendfile, in one process, checking our signatures with its own secure_link module. */
export async function startNginx(root: string): Promise<{ child: ChildProcess; port: number } | undefined> {
  const port = await freePort();
  const conf = join(root, 'nginx.conf');
  writeFileSync(conf, configuration(root, port));
  const child = spawn('nginx', ['-p', root, '-c', conf], { stdio: ['ignore', 'ignore', 'inherit'] });
  const isMissing = new Promise<boolean>((resolve) => child.once('error', () => resolve(true)));
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await Promise.race([isMissing, sleep(50, false)])) return undefined;
    if (child.exitCode !== null) return undefined;
    if (await answers(port)) return { child, port };
  }
  child.kill();
  return undefined;
}

function configuration(root: string, port: number): string {
  return `
daemon off;
master_process off;
pid ${root}/nginx.pid;
error_log stderr error;
events { worker_connections 256; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  open_file_cache max=100;
  client_body_temp_path ${root}/t1; proxy_temp_path ${root}/t2; fastcgi_temp_path ${root}/t3;
  uwsgi_temp_path ${root}/t4; scgi_temp_path ${root}/t5;
  server {
    listen 127.0.0.1:${port};
    location ~ "^/(?<kid>[A-Za-z0-9-]+)\\.(?<exp>[0-9]+)\\.(?<sig>[A-Za-z0-9_-]{22})/(?<dir>[^/]+/[^/]+/[^/]+)/(?<name>[^/]+)$" {
      secure_link $sig,$exp;
      secure_link_md5 "$exp/$dir ${key.secret}";
      if ($secure_link = "") { return 403; }
      if ($secure_link = "0") { return 403; }
      default_type video/mp4;
      alias ${root}/$dir/$name;
    }
  }
}
`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
