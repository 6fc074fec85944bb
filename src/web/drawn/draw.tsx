// The front page as the door draws it for whoever comes in: the film in the light is there before any script is.
// Built for Node (`dist/web-drawn`); everything else in this folder is the browser's.
import { renderToString } from 'preact-render-to-string';
import type { TitleCard } from '../../contracts/catalog/index.ts';
import { Shell } from '../components/shell.tsx';
import { FrontPage } from '../pages/home/home.tsx';
import type { Front } from '../pages/home/programme.ts';
import { speak, wordsOf } from '../words/index.ts';
import { firstLanguage, languages } from '../words/languages.ts';
import { dataId } from './front-data.ts';

/** What the door knows of somebody who opens the front page. */
export interface Visit {
  /** The newest films. */
  readonly titles: readonly TitleCard[];
  /** There are others. */
  readonly more: boolean;
  /** BCP 47, the reader's first choice first. */
  readonly preferred: readonly string[];
}

/** Puts the front page into `page`, which is the app's own. */
export async function drawFront(page: string, { titles, more, preferred }: Visit): Promise<string> {
  const front: Front = { titles, more };
  const language = firstLanguage(null, preferred);
  speak(language, await wordsOf(language));
  // Nothing is waited for from here on: another visit may speak another language.
  const drawn = renderToString(
    <Shell page="home">
      <FrontPage front={front} places={{}} />
    </Shell>,
  );
  // Styles of elements would need an exception in the policy; the app sets them itself. In text, quotes are escaped.
  const plain = drawn.replaceAll(/ style="[^"]*"/g, '');
  const data = JSON.stringify(front).replaceAll('<', '\\u003c');
  return page
    .replace('<html lang="en">', () => `<html lang="${language}" dir="${languages[language].direction}">`)
    .replace(
      '<div id="house"></div>',
      () => `<div id="house" data-drawn>${plain}</div><script type="application/json" id="${dataId}">${data}</script>`,
    );
}
