export * from './logger.ts';
export * from './worker.ts';
