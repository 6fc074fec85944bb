export { type RunningBijou, startBijou } from './bijou.ts';
export { type Diagnosis, examineAll } from './doctor/doctor.ts';
export { fillEmptyLibrary } from './first-start.ts';
export { type MoveOptions, move, surveyMove, type Told } from './moving/move.ts';
export { newHome } from './moving/new-home.ts';
export { readSettings, type Settings } from './settings.ts';
export { targets } from './targets.ts';
export { changeWatched, readWatched } from './watch/watched-folders.ts';
