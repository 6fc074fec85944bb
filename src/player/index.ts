export * from './abr/index.ts';
export { playerErrors } from './errors.ts';
export type { AskForGrant } from './grant-keeper.ts';
export { createPlayer, type Player, type PlayerOptions } from './player.ts';
export type { Protocol } from './shaka/library.ts';
export * from './state.ts';
