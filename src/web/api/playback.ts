import { connectBrowser } from '../../contracts/browser/index.ts';
import { playbackContract } from '../../contracts/playback/index.ts';

export const playback = connectBrowser(playbackContract, { base: '' });
