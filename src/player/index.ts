export * from './abr/index.ts';
export type { Caption, CaptionRun } from './captions.ts';
export { playerErrors } from './errors.ts';
export type { AskForGrant } from './grant-keeper.ts';
export { createPlayer, type LoadOptions, type Player, type PlayerOptions } from './player.ts';
export { type PreparedFilm, type PrepareOptions, prepareFilm } from './prepare.ts';
export { type Protocol, warmShaka } from './shaka/library.ts';
export type { Source } from './sources.ts';
export * from './state.ts';
