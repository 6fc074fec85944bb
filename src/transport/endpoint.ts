/**
 * One service, in process or remote: its callers cannot tell. `request.url`'s path is the contract's path; the
 * call's context travels in headers. Rejects only where no answer could be had: with a BijouError, or with the
 * reason of the request's signal.
 */
export type Endpoint = (request: Request) => Promise<Response>;

/** Stands before the path in an endpoint's request; where it really goes is the endpoint's matter. */
export const endpointBase = 'http://bijou.internal';
