export * from './connect.ts';
export * from './discovery/index.ts';
export type { Endpoint } from './endpoint.ts';
export * from './peer-listener.ts';
export { peerReadiness } from './peer-readiness.ts';
export { type RemoteOptions, remoteEndpoint } from './remote/endpoint.ts';
export { type ServeOptions, serveContract } from './serve.ts';
export { currentTrace } from './trace.ts';
export { withPolicy } from './with-policy.ts';
