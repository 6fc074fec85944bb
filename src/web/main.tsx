import '@fontsource-variable/figtree/index.css';
import '@fontsource-variable/josefin-sans/index.css';
import '@fontsource-variable/alexandria/index.css';
import './styles/faces.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/scene.css';
import './pages/home/home.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { beginLanguage } from './language-choice.ts';
import { fetchPage } from './pages/index.ts';
import { startArrows } from './parts/arrows.ts';
import { startRouter } from './router.ts';
import { markScreen } from './screen.ts';

markScreen();
await beginLanguage();
startRouter(fetchPage);
startArrows();
const house = document.getElementById('house');
if (house !== null) render(<App />, house);
// Only where the address is a secure one, which this machine's own is.
if ('serviceWorker' in navigator) addEventListener('load', () => void keepApp());

async function keepApp(): Promise<void> {
  await navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
}
