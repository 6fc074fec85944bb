/** What services promise, for servers. Browsers enter by the folder of what they use, and carry nothing else. */
export * from './appliance/index.ts';
export * from './browser/index.ts';
export * from './calls/index.ts';
export * from './catalog/index.ts';
export * from './encoder/index.ts';
export * from './files/index.ts';
export * from './gateway/index.ts';
export * from './identity/index.ts';
export * from './openapi.ts';
export * from './playback/index.ts';
export * from './studio/index.ts';
export * from './title/index.ts';
export * from './topics.ts';
