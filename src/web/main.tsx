import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './pages/home/home.css';
import { render } from 'preact';
import { App } from './app.tsx';

const house = document.getElementById('house');
if (house !== null) render(<App />, house);
