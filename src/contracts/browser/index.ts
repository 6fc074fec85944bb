export * from './connect.ts';
export * from './upload-retry.ts';
