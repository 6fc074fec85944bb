import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Address of a module beside the caller, with the caller's own ending: `.ts` from the sources, `.js` once built.
 * `new URL('./worker.ts', …)` is not rewritten by the compiler, so every worker and child starts through here.
 */
export function moduleBeside(callerUrl: string, name: string): URL {
  const ending = callerUrl.endsWith('.ts') ? '.ts' : '.js';
  return new URL(`${name}${ending}`, callerUrl);
}

/** Starts `./name` of the caller's folder in a worker thread. */
export function startWorker(callerUrl: string, name: string, options?: WorkerOptions): Worker {
  return new Worker(moduleBeside(callerUrl, name), options);
}
