export * from './disc.ts';
export * from './episode-name.ts';
export * from './film-file.ts';
export * from './film-folder.ts';
export * from './film-name.ts';
export * from './sidecars.ts';
