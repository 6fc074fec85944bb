// Takes every page in every state at three sizes, and writes the gallery of them: npm run pictures
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StudioTitle } from '../../src/contracts/index.ts';
import { type Bijou, startBijou } from '../../test/support/bijou.ts';
import { galleryOf } from './gallery.ts';
import { chapters, type Shot } from './shots.ts';
import { take } from './take.ts';

const folder = import.meta.dirname;
/** Sizes, as words behind the command: `npm run pictures -- tv`. */
const only = process.argv.slice(2);
const shots = chapters.flatMap((chapter) => chapter.shots);
const shotsIn = (house: Shot['house']) => shots.filter((shot) => shot.house === house);

const empty = await startBijou({ mode: 'one process' });
try {
  await take(shotsIn('empty'), { ownerUrl: empty.ownerUrl, names: {} }, { folder, only });
} finally {
  await empty.stop();
}
const bijou = await startBijou({ mode: 'one process', sample: true });
try {
  const coming = await titleOnceSo(bijou, ({ state, rungs }) => state === 'encoding' && rungs.length > 0);
  await take(shotsIn('coming'), { ownerUrl: bijou.ownerUrl, names: { COMING: coming.id } }, { folder, only });
  const last = await titleOnceSo(bijou, ({ name, state }) => name === 'Confetti' && state === 'ready');
  const { titles } = await titlesOf(bijou);
  const film = titles.find(({ name }) => name === 'The Paper Boat') ?? last;
  await take(shotsIn('films'), { ownerUrl: bijou.ownerUrl, names: { FILM: film.id } }, { folder, only });
  await bijou.ask(`/api/studio/titles/${last.id}`, { method: 'DELETE' });
  await take(shotsIn('removed'), { ownerUrl: bijou.ownerUrl, names: {} }, { folder, only });
} finally {
  await bijou.stop();
}
await writeFile(join(folder, '..', 'PICTURES.md'), galleryOf(chapters));

/** Drawing three films and encoding them takes as long as it takes. */
async function titleOnceSo(from: Bijou, isSo: (title: StudioTitle) => boolean): Promise<StudioTitle> {
  for (;;) {
    const found = (await titlesOf(from)).titles.find(isSo);
    if (found !== undefined) return found;
    await sleep(500);
  }
}

async function titlesOf({ ask }: Bijou): Promise<{ titles: readonly StudioTitle[] }> {
  return (await ask('/api/studio/titles')).json() as Promise<{ titles: StudioTitle[] }>;
}
