export { pour, webStream } from './body.ts';
export { endToEnd } from './hop.ts';
export * from './listener.ts';
