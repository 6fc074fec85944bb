/** The whole room goes full, so that the controls come with it; a telephone that can only show its own player does. */
export async function toggleFull(room: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement !== null) return document.exitFullscreen();
  if (room === null) return;
  if (typeof room.requestFullscreen !== 'function') {
    const video = room.querySelector('video') as (HTMLVideoElement & { webkitEnterFullscreen?: () => void }) | null;
    return video?.webkitEnterFullscreen?.();
  }
  await room.requestFullscreen();
  // A telephone turns by itself; everything else cannot.
  const orientation = screen.orientation as ScreenOrientation & { lock?: (to: string) => Promise<void> };
  await orientation.lock?.('landscape').catch(() => undefined);
}

export function hasSmall(): boolean {
  return document.pictureInPictureEnabled === true;
}

export async function toggleSmall(video: HTMLVideoElement | null): Promise<void> {
  if (document.pictureInPictureElement !== null) await document.exitPictureInPicture();
  else if (video !== null && hasSmall()) await video.requestPictureInPicture();
}
