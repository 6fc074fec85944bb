export * from './child.ts';
export * from './logger.ts';
export * from './worker.ts';
