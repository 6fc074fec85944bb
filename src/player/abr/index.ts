export type { Abr, AbrSurroundings, RungManager, Standing } from './abr.ts';
export { houseAbr } from './house.ts';
