export { type Env, type FileSetting, underEnvironment } from './env.ts';
export { configErrors } from './errors.ts';
export * from './kinds.ts';
export { invalid as configInvalid, readAll, readSettings, type Setting, type Settings } from './settings.ts';
