// What must have happened before the first picture is painted, and nothing else; the app itself comes after it.
import '@fontsource-variable/figtree/index.css';
import '@fontsource-variable/josefin-sans/index.css';
import '@fontsource-variable/alexandria/index.css';
import './styles/faces.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/components/index.css';
import './styles/scene.css';
import './styles/forced.css';
import './pages/home/home.css';
import { holdClicks, keepDrawn, seen } from './drawn/keep.ts';
import { fetchFilmScripts } from './fetch-ahead.ts';
import { markScreen } from './screen.ts';

markScreen();
fetchFilmScripts(location);
const root = document.getElementById('house');
if (root !== null) void open(root, keepDrawn(root));

async function open(element: HTMLElement, drawn: boolean): Promise<void> {
  const held = holdClicks(element);
  if (drawn) await Promise.race([seen(element), held.clicked]);
  try {
    const { start } = await import('./start.tsx');
    await start(element, () => held.release());
  } catch (error) {
    // Without the app, the browser's own way is left.
    const wanted = held.release();
    if (wanted !== undefined) location.assign(wanted);
    else addEventListener('online', () => location.reload(), { once: true });
    throw error;
  }
}
