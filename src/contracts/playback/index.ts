export * from './contract.ts';
export * from './signed-path.ts';
export * from './url-life.ts';
