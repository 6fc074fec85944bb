// What AWS's services, and servers that speak like them, say where they will not have us, whatever is asked of them.
import type { FindingCode } from './finding.ts';

/** Why a server will not have us: a matter of settings, and of whoever runs Bijou. */
export interface Refusal {
  readonly kind: FindingCode;
  readonly why: string;
}

const credentials = (why: string): Refusal => ({ kind: 'credentials', why });
const elsewhere: Refusal = {
  kind: 'settings',
  why: 'the bucket is in another region than `region` says, or `endpoint` is not its address',
};
const expired = credentials('the credentials have expired, and no new ones are found');

/** By the code that the store gives. */
const byCode: Readonly<Record<string, Refusal>> = {
  NoSuchBucket: { kind: 'missing', why: 'there is no such bucket' },
  InvalidBucketName: { kind: 'settings', why: 'it allows no bucket of this name' },
  AccessDenied: { kind: 'permissions', why: 'these credentials may not do that' },
  AccessDeniedException: { kind: 'permissions', why: 'these credentials may not do that' },
  AllAccessDisabled: { kind: 'permissions', why: 'the account is closed' },
  InvalidAccessKeyId: credentials('it does not know this access key'),
  XAdminUserNotFound: credentials('it does not know this access key'),
  SignatureDoesNotMatch: credentials('the secret key is not that of this access key'),
  InvalidClientTokenId: credentials('it does not know this access key'),
  UnrecognizedClientException: credentials('it does not know this access key'),
  MissingAuthenticationToken: credentials('it was asked without credentials'),
  InvalidSignatureException: credentials(
    'the secret key is not that of this access key, or this machine’s clock is wrong',
  ),
  InvalidToken: credentials('it does not know this session token'),
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  TokenRefreshRequired: expired,
  CredentialsProviderError: credentials(
    'no credentials are found in the settings, the environment or the machine’s role',
  ),
  RequestTimeTooSkewed: { kind: 'clock', why: 'this machine’s clock and the server’s differ by more than 15 minutes' },
  RequestExpired: { kind: 'clock', why: 'this machine’s clock and the server’s differ by more than 15 minutes' },
  PermanentRedirect: elsewhere,
  TemporaryRedirect: elsewhere,
  AuthorizationHeaderMalformed: elsewhere,
  IllegalLocationConstraintException: elsewhere,
};

const byStatus: Readonly<Record<number, string>> = {
  301: 'PermanentRedirect',
  307: 'PermanentRedirect',
  401: 'AccessDenied',
  403: 'AccessDenied',
};

const untrusted = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS_CERT|ERR_SSL|EPROTO)/;

/** Undefined where it was not for a reason of this kind. */
export function refusalOf({ name, code, status }: Fault): Refusal | undefined {
  const known = byCode[name] ?? byCode[byStatus[status ?? 0] ?? ''];
  if (known !== undefined) return known;
  return untrusted.test(code)
    ? { kind: 'encryption', why: `the two ends do not agree on encryption (${code})` }
    : undefined;
}

/** What can be told of an error of the client or of the network. */
export interface Fault {
  /** The server's word for it, or the error's own name. */
  readonly name: string;
  /** The network's word, or none. */
  readonly code: string;
  readonly status: number | undefined;
  readonly message: string;
}

export function faultOf(error: unknown): Fault {
  const {
    name = '',
    code,
    message = '',
    $metadata,
  } = (error ?? {}) as Partial<
    Error & { readonly code: unknown; readonly $metadata: { readonly httpStatusCode?: number } }
  >;
  return { name, code: typeof code === 'string' ? code : '', message, status: $metadata?.httpStatusCode };
}
