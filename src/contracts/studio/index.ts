export { studioContract } from './contract.ts';
export * from './events.ts';
export * from './hooks.ts';
export * from './job.ts';
export * from './live-events.ts';
export * from './shelf.ts';
export * from './title.ts';
