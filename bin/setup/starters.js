// Who started us: npm puts a shell between itself and a script, signals that shell alone, and the shell passes nothing
// on. So whoever is to stop with npm has to know the processes above it, and to see that one of them is gone.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Pids with which the server that follows from here is to stop, as its environment names them. */
export const startersVariable = 'BIJOU_STARTERS';

const shells = /^-?(sh|dash|bash|ash|zsh|ksh|busybox)$/;

/**
 * The pids of what npm put above this process, npm itself last. None where no npm script runs, and none where the
 * script sends us to the background, to outlive it.
 * @param {Record<string, string | undefined>} env
 */
export function startersOf(env) {
  const named = env[startersVariable]?.split(',').map(Number);
  if (named !== undefined) return named;
  if (env.npm_lifecycle_event === undefined || /(?<!&)&(?!&)/.test(env.npm_lifecycle_script ?? '')) return [];
  const above = process.ppid;
  const shell = entryOf(above);
  if (above <= 1 || shell === undefined) return [];
  return shells.test(shell.command) && shell.parent > 1 ? [above, shell.parent] : [above];
}

/** True while every one of them is there. */
export function areThere(pids) {
  return pids.every((pid) => {
    const entry = entryOf(pid);
    return entry !== undefined && !entry.isZombie;
  });
}

/** @returns {{ parent: number, command: string, isZombie: boolean } | undefined} */
function entryOf(pid) {
  if (process.platform === 'linux') {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state, parent] = text.slice(text.lastIndexOf(')') + 2).split(' ');
      const command = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
      return { parent: Number(parent), command, isZombie: state === 'Z' || state === 'X' };
    } catch {
      return undefined;
    }
  }
  const ps = spawnSync('ps', ['-o', 'ppid=', '-o', 'stat=', '-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' });
  const match = /^\s*(\d+)\s+(\S+)\s+(.*?)\s*$/.exec(ps.stdout ?? '');
  if (match === null) return undefined;
  const command = (match[3] ?? '').split('/').at(-1) ?? '';
  return { parent: Number(match[1]), command, isZombie: (match[2] ?? '').startsWith('Z') };
}
