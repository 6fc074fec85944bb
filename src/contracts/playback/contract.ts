import * as z from 'zod/mini';
import { call, contract } from '../calls/define.ts';
import { critical, read } from '../calls/policy.ts';
import { artwork, chapter, thumbnailTrack, titleId } from '../title/index.ts';

/** Addresses that may be fetched until `expiresAt`. The first of each list is the best. */
export const playGrant = z.object({
  title: titleId,
  name: z.string(),
  version: z.string(),
  durationSeconds: z.number(),
  /** Multivariant playlists and MPDs, ranked. */
  hls: z.array(z.url()),
  dash: z.array(z.url()),
  /** ISO 8601. Ask again before then: `renew` gives the same version with fresh signatures. */
  expiresAt: z.string(),
  /**
   * ISO 8601: when this version goes, where another has taken its place. Its addresses are not renewed beyond that: a
   * player then goes on with the current version.
   */
  retiresAt: z.optional(z.string()),
  /** For each folder `{title}/{version}/{rendition}` of the version: its ranked signed addresses, each ending in `/`. */
  folders: z.record(z.string(), z.array(z.url())),
  chapters: z.array(chapter),
  /** Its sheets lie in the folder `{title}/{version}/{thumbnails.name}` of `folders`. */
  thumbnails: z.optional(thumbnailTrack),
  /** Shown while the film is on its way. */
  artwork: z.optional(artwork),
});
export type PlayGrant = z.infer<typeof playGrant>;

/** One secret of the key ring that signs media addresses. */
export const signingKey = z.object({
  id: z.string(),
  /** 32 bytes, base64url. */
  secret: z.string(),
  /** ISO 8601: signs from then; accepted until `until`. */
  from: z.string(),
  until: z.string(),
});
export type SigningKey = z.infer<typeof signingKey>;

/** May this be played now, and where from. */
export const playbackContract = contract({
  name: 'playback',
  calls: {
    play: call({
      method: 'POST',
      path: '/api/playback/titles/{id}/play',
      audience: 'public',
      policy: critical,
      summary: 'Ranked, signed addresses of a title. With `version`, of that version: a running player keeps its own.',
      input: z.object({ id: titleId, version: z.optional(z.string()) }),
      output: playGrant,
      errors: ['playback.no-such-title', 'playback.no-such-version', 'playback.nowhere'],
    }),
    keyRing: call({
      method: 'GET',
      path: '/api/playback/key-ring',
      audience: 'peer',
      policy: read,
      summary: 'All unretired keys, and the origins whose pages may fetch media.',
      input: z.object({}),
      output: z.object({ keys: z.array(signingKey), origins: z.array(z.string()) }),
      errors: [],
    }),
  },
  routes: {
    /** `{grant}` is `{kid}.{exp}.{sig}` over `{title}/{version}`; `{file}` is `main.m3u8` or `main.mpd`. */
    manifest: {
      methods: ['GET', 'HEAD'],
      path: '/api/playback/manifests/{grant}/{title}/{version}/{file}',
      audience: 'public',
      policy: critical,
      summary: 'The multivariant playlist or the MPD, rendered with ranked, signed addresses.',
      errors: ['playback.bad-signature', 'playback.expired', 'playback.no-such-version', 'playback.nowhere'],
    },
  },
});
