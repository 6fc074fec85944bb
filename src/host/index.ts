export * from './config.ts';
export * from './config-errors.ts';
export * from './data-folder.ts';
export * from './data-folder-errors.ts';
export { lockTargets, type TargetLocks } from './data-folder-lock.ts';
export * from './http/index.ts';
export * from './lifecycle.ts';
export * from './logger.ts';
export * from './worker.ts';
