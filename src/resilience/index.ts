export * from './deadline.ts';
export * from './retry.ts';
