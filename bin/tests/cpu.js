// What a process and everything it started took of the processors, in seconds.
//
// Most of it the system adds up by itself: what a process has waited for is part of its own figure (`childrenSeconds`).
// What was killed together with whoever should have waited for it is in nobody's figure: browsers end so. Where the
// system tells of all its processes, those are watched, and what falls out of the sum is put back.
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;
const lookMs = 1_000;

/**
 * A command that runs another in its place and then writes what it took to a file, as every POSIX shell can; as it is
 * where there is no such shell.
 * @param {readonly string[]} command
 * @param {string} file
 * @returns {readonly string[]}
 */
export function timed(command, file) {
  if (process.platform === 'win32') return command;
  return ['/bin/sh', '-c', 'to=$1; shift; "$@"; code=$?; times >"$to"; exit $code', 'sh', file, ...command];
}

/** @param {string} file What `timed` has written. @returns {number | undefined} Seconds. */
export function childrenSeconds(file) {
  try {
    const parts = [...readFileSync(file, 'utf8').matchAll(/(\d+)m([\d.,]+)s/g)];
    if (parts.length === 0) return undefined;
    return parts.reduce(
      (sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds?.replace(',', '.')),
      0,
    );
  } catch {
    return undefined;
  }
}

/** Watches process trees. */
export function watchTrees() {
  /** @type {Map<number, Tree>} */
  const trees = new Map();
  const timer = setInterval(() => {
    if (trees.size === 0) return;
    const processes = allProcesses();
    for (const tree of trees.values()) tree.look(processes);
  }, lookMs);
  timer.unref();
  return {
    /** @param {number} pid */
    begin: (pid) => void trees.set(pid, new Tree(pid)),
    /**
     * @param {number} pid
     * @param {number | undefined} waited What the system added up.
     * @returns {number | undefined} Seconds of the whole tree.
     */
    end(pid, waited) {
      const tree = trees.get(pid);
      trees.delete(pid);
      if (waited === undefined || tree === undefined) return waited;
      return Math.max(waited, tree.seen) + tree.lost;
    },
    stop: () => clearInterval(timer),
  };
}

/** @typedef {{ pid: number, parent: number, born: string, seconds: number }} Entry */

/** A process, and whoever has been seen below it. */
export class Tree {
  /** Seconds of what lives, with what it has waited for. */
  seen = 0;
  /** Seconds of what nobody waited for. */
  lost = 0;
  #dipped = false;
  #root;
  /** @type {Set<string>} */
  #members = new Set();

  /** @param {number} root */
  constructor(root) {
    this.#root = root;
  }

  /** @param {readonly Entry[]} processes */
  look(processes) {
    const members = this.#membersAmong(processes);
    const now = members.reduce((sum, { seconds }) => sum + seconds, 0);
    // A process that is being waited for just now is in neither figure for a moment: the second look decides.
    if (now >= this.seen) this.#take(now);
    else if (!this.#dipped) this.#dipped = true;
    else {
      this.lost += this.seen - now;
      this.#take(now);
    }
  }

  /** @param {number} now */
  #take(now) {
    this.seen = now;
    this.#dipped = false;
  }

  /** @param {readonly Entry[]} processes */
  #membersAmong(processes) {
    const pids = new Set([this.#root]);
    for (const entry of processes) if (this.#members.has(nameOf(entry))) pids.add(entry.pid);
    for (let before = -1; before !== pids.size; ) {
      before = pids.size;
      for (const { pid, parent } of processes) if (pids.has(parent)) pids.add(pid);
    }
    const found = processes.filter(({ pid }) => pids.has(pid));
    this.#members = new Set(found.map(nameOf));
    return found;
  }
}

/** Pids come again. @param {Entry} entry */
function nameOf({ pid, born }) {
  return `${pid} ${born}`;
}

/** Parents before their children, as a rule. @returns {readonly Entry[]} Empty where the system does not tell. */
function allProcesses() {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => entryOf(Number(name)) ?? []);
  } catch {
    return [];
  }
}

/** @param {number} pid @returns {Entry | undefined} */
function entryOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { pid, parent: Number(fields[1]), born: fields[19] ?? '', seconds: ticks / ticksPerSecond };
  } catch {
    return undefined;
  }
}
