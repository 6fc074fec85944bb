export * from './access.ts';
export * from './principal.ts';
