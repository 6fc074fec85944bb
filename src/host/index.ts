export * from './child.ts';
export * from './http/index.ts';
export * from './logger.ts';
export * from './process-identity.ts';
export * from './worker.ts';
