import type { ShakaPlayer } from './library.ts';
import { qualityId, soundId } from './tracks.ts';

/** How somebody watches: what outlasts the change from one version of a film to another. */
export interface Viewing {
  /** Plays on as it was, in the tracks of the same kind where there are such. */
  resume(): Promise<void>;
}

/** When sound is changed, what lies this far ahead still plays, so that it does not stop. */
const keepSeconds = 1;

/** To be taken before a load, which forgets all of it. */
export function viewingOf(player: ShakaPlayer, video: HTMLVideoElement): Viewing {
  const sound = player.getAudioTracks().find(({ active }) => active);
  const caption = player.getTextTracks().find(({ active }) => active);
  const picture = player.getVariantTracks().find(({ active }) => active);
  const isChosen = !player.getConfiguration().abr.enabled;
  const isPlaying = !video.paused && !video.ended;
  // While it waits for data, Shaka holds the film at a speed of 0.
  const speed = player.getPlaybackRate() || video.playbackRate || 1;

  function chooseSound(): void {
    const tracks = player.getAudioTracks();
    const same = tracks.find((track) => sound !== undefined && soundId(track) === soundId(sound));
    const near = same ?? tracks.find(({ language }) => language === sound?.language);
    if (near !== undefined && !near.active) player.selectAudioTrack(near, keepSeconds);
  }

  function chooseCaption(): void {
    if (caption === undefined) {
      player.selectTextTrack(null);
      return;
    }
    const alike = player
      .getTextTracks()
      .filter(({ language, forced }) => language === caption.language && forced === caption.forced);
    player.selectTextTrack(alike.find(({ label }) => label === caption.label) ?? alike[0] ?? null);
  }

  function choosePicture(): void {
    if (!isChosen || picture === undefined) return;
    const tracks = player.getVariantTracks();
    const audio = tracks.find(({ active }) => active)?.audioId;
    const withSound = tracks.filter(({ audioId }) => audioId === audio);
    const same = withSound.find((track) => qualityId(track) === qualityId(picture));
    const near = same ?? withSound.find(({ height }) => height === picture.height);
    if (near !== undefined && !near.active) player.selectVariantTrack(near, true, keepSeconds);
  }

  return {
    async resume() {
      chooseSound();
      chooseCaption();
      choosePicture();
      video.playbackRate = speed;
      // Where the browser wants a click first, it stands until there is one.
      if (isPlaying) await video.play().catch(() => undefined);
    },
  };
}
