export * from './addresses.ts';
export * from './leading.ts';
export * from './ports.ts';
export * from './service.ts';
