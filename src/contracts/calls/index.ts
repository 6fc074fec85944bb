export * from './define.ts';
export * from './encode-input.ts';
export * from './errors.ts';
export * from './event.ts';
export * from './module.ts';
export * from './path-table.ts';
export * from './policy.ts';
export * from './wire.ts';
