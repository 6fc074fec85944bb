import type { Player, PlayerState } from '../../../player/index.ts';
import { count, percent } from '../../format.ts';
import { words } from '../../words/index.ts';
import type { Command } from './keys.ts';
import { keptCaptionOffset, keptSoundOffset } from './offsets.ts';
import { isDash } from './prepared-film.ts';
import { nameOf } from './setting-sheet.tsx';
import { offsetText } from './timing.tsx';
import type { useSleep } from './use-sleep.ts';

/** What a command has led to, where that is not seen by itself. */
export function announcementOf(done: Command, video: HTMLVideoElement, player: Player | undefined): string | undefined {
  const { volumeNow, muted, speedNow, captionsNow, none } = words.watch;
  switch (done.kind) {
    case 'louder':
      return volumeNow(percent(video.volume));
    case 'mute':
      return video.muted ? muted : volumeNow(percent(video.volume));
    case 'faster':
      return speedNow(`${count(video.playbackRate)}×`);
    case 'captions-later':
      return words.watch.timing.captionsNow(offsetText(keptCaptionOffset(player?.state.title ?? '')));
    case 'sound-later':
      return isDash() ? words.watch.timing.soundNow(offsetText(keptSoundOffset())) : undefined;
    case 'captions': {
      if (player === undefined) return undefined;
      const caption = player.state.captions.find(({ id }) => id === player.state.caption);
      return captionsNow(caption === undefined ? none : nameOf(caption).name);
    }
    default:
      return undefined;
  }
}

/** True where it stands because nothing arrives: there is nothing left to play. */
export function isCutOff({ outage, shown, phase }: PlayerState): boolean {
  return outage && shown && phase === 'waiting';
}

/** What is to be known without having been asked for. */
export function statusOf(state: PlayerState, sleep: ReturnType<typeof useSleep>): string {
  if (sleep.over) return words.watch.sleep.over;
  if (sleep.left !== undefined && sleep.left <= 60) return words.watch.sleep.soon;
  if (isCutOff(state)) return words.watch.outageEmpty;
  if (state.outage && state.shown && state.phase !== 'failed') return words.watch.outage;
  return '';
}
