// What every adapter that speaks to a server has in common: where it is, who we are there, and how it is examined.
export { type Address, address } from './address.ts';
export { clockFinding, type Examined, failed, watchClock } from './aws-examining.ts';
export { type Fault, faultOf, type Refusal, refusalOf } from './aws-refusals.ts';
export { type Examine, type Finding, type FindingCode, fine, wrong } from './finding.ts';
export { type Secret, secret } from './secret.ts';
export { type TlsOptions, tls, tlsContext } from './tls.ts';
