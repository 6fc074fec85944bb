import { type ByteRouteContext, type CallContext, wireErrors } from '../../contracts/index.ts';
import { hasCode } from '../../kit/index.ts';
import { mpd, multivariantPlaylist } from '../../media/index.ts';
import { checkGrant, parseGrant } from './grant.ts';
import type { TitleAnswer } from './known-titles.ts';
import { type PlayOptions, rankedFolders } from './play.ts';

const kinds = {
  'main.m3u8': { type: 'application/vnd.apple.mpegurl', render: multivariantPlaylist },
  'main.mpd': { type: 'application/dash+xml', render: mpd },
} as const;

/** The ranking of appliances may change, so browsers are to ask again soon. */
const freshSeconds = 60;

/**
 * Renders a manifest whose addresses expire with its grant: the same grant gives the same bytes while the appliances
 * stay the same. Errors: those of the contract's `manifest`.
 */
export async function manifest(request: Request, context: ByteRouteContext, options: PlayOptions): Promise<Response> {
  const { grant: text = '', title = '', version = '', file = '' } = context.params;
  const kind = Object.hasOwn(kinds, file) ? kinds[file as keyof typeof kinds] : undefined;
  if (kind === undefined) throw wireErrors.error('request.unknown-path', { path: new URL(request.url).pathname });

  const grant = parseGrant(text);
  const key = await options.ring.find(grant.keyId);
  const nowMs = options.clock.now();
  checkGrant(grant, key, { presentation: `${title}/${version}`, nowMs });

  const { presentation } = await stillPlaying(options, { title, version }, context);
  const origin = context.origin ?? options.defaultOrigin();
  const addressesOf = rankedFolders(presentation, origin, { places: options, key, expires: grant.expires });
  const body = Buffer.from(kind.render(presentation, addressesOf));
  const maxAge = Math.max(0, Math.min(freshSeconds, grant.expires - Math.floor(nowMs / 1000)));
  return new Response(request.method === 'HEAD' ? null : body, {
    headers: {
      'content-type': kind.type,
      'content-length': String(body.length),
      'cache-control': `private, max-age=${maxAge}`,
      'x-content-type-options': 'nosniff',
    },
  });
}

/** The version; the current one where it has gone before its grant has, so that a reload gives what still plays. */
async function stillPlaying(
  { titles }: Pick<PlayOptions, 'titles'>,
  { title, version }: { readonly title: string; readonly version: string },
  context: CallContext,
): Promise<TitleAnswer> {
  try {
    return await titles.title(title, version, context);
  } catch (error) {
    if (!hasCode(error, 'playback.no-such-version')) throw error;
    return titles.title(title, undefined, context);
  }
}
