export * from './child.ts';
export * from './killable.ts';
export * from './logger.ts';
export * from './sqlite/index.ts';
export * from './worker.ts';
