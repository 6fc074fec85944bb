import type { CaptionTrack, Quality, SoundTrack } from '../state.ts';
import type { ShakaPlayer, ShakaTrack } from './library.ts';

type AudioTrack = ReturnType<ShakaPlayer['getAudioTracks']>[number];
type TextTrack = ReturnType<ShakaPlayer['getTextTracks']>[number];

/** The same picture has the same id with every sound. */
export function qualityId(track: ShakaTrack): string {
  return `${track.height ?? 0}p-${track.videoBandwidth ?? track.bandwidth}`;
}

/** Each quality once, tallest first. */
export function qualitiesOf(tracks: readonly ShakaTrack[]): readonly Quality[] {
  const byId = new Map<string, Quality>();
  for (const track of tracks) {
    const id = qualityId(track);
    const bandwidth = track.videoBandwidth ?? track.bandwidth;
    if (!byId.has(id)) byId.set(id, { id, width: track.width ?? 0, height: track.height ?? 0, bandwidth });
  }
  return [...byId.values()].sort((a, b) => b.height - a.height || b.bandwidth - a.bandwidth);
}

export function soundId(track: AudioTrack): string {
  return [track.language, track.label, track.channelsCount, track.roles.join('+')].join('|');
}

/** Roles of DASH (`urn:mpeg:dash:role:2011`), and of HLS as Shaka names them. */
const asideRoles: ReadonlySet<string> = new Set(['commentary', 'description', 'public.accessibility.describes-video']);

export function soundsOf(tracks: readonly AudioTrack[]): readonly SoundTrack[] {
  const byId = new Map<string, SoundTrack>();
  for (const track of tracks) {
    const channels = track.channelsCount ?? undefined;
    const isBeside = track.roles.some((role) => asideRoles.has(role));
    const { language, label } = track;
    byId.set(soundId(track), { id: soundId(track), language, label: label ?? '', channels, isBeside });
  }
  return [...byId.values()];
}

export function captionsOf(tracks: readonly TextTrack[]): readonly CaptionTrack[] {
  return tracks
    .filter((track) => !track.forced)
    .map((track) => ({ id: String(track.id), language: track.language, label: track.label ?? '' }));
}
