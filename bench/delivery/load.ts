import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';

export interface Load {
  readonly port: number;
  readonly path: string;
  /** Bytes of the file, of one read, and how many reads. */
  readonly fileBytes: number;
  readonly readBytes: number;
  readonly reads: number;
}

const connections = 4;

/** Reads ranges all over the file on a few kept connections. Throws where an answer is not the range. */
export async function load({ port, path, fileBytes, readBytes, reads }: Load): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  async function reader(): Promise<void> {
    while (next < reads) {
      // Steps that share no factor with the file's length come by everywhere.
      const first = (next * 1_299_709) % (fileBytes - readBytes);
      next += 1;
      await readOnce({ port, path, agent, first, last: first + readBytes - 1 });
    }
  }
  await Promise.all(Array.from({ length: connections }, reader));
  agent.destroy();
}

interface ReadOnce {
  readonly port: number;
  readonly path: string;
  readonly agent: Agent;
  readonly first: number;
  readonly last: number;
}

function readOnce({ port, path, agent, first, last }: ReadOnce): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { range: `bytes=${first}-${last}` };
    get({ host: '127.0.0.1', port, path, agent, headers }, (response) => {
      let received = 0;
      response.on('data', (chunk: Buffer) => {
        received += chunk.length;
      });
      response.on('end', () => {
        if (response.statusCode === 206 && received === last - first + 1) resolve();
        else reject(new Error(`Status ${response.statusCode} with ${received} bytes for ${headers.range}`));
      });
      response.on('error', reject);
    }).on('error', reject);
  });
}

/** CPU seconds, user and system, that a process has used: fields 14 and 15 of /proc/pid/stat, in ticks of 10 ms. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
