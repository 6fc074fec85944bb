export * from './clock.ts';
export * from './error.ts';
export * from './hex.ts';
export * from './id.ts';
export * from './json.ts';
export * from './lock.ts';
export * from './random.ts';
export * from './rational.ts';
