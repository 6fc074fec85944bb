export { pour, webStream } from './body.ts';
export { endToEnd } from './hop.ts';
export { type ListenOptions, listen } from './listen.ts';
export { listenErrors } from './listen-errors.ts';
export * from './listener.ts';
export { hostName, httpAddress, inAddress, isEverywhere, isLoopback } from './names.ts';
export { type AskedRange, type ChosenRange, chooseRange, parseRange } from './range.ts';
