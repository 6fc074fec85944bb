import type { StudioTitle } from '../contracts/index.ts';
import { clockTime } from './titles.ts';

const width = 24;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** One line that says how far a title is: a bar, the share, what goes on, and when it will be ready. */
export function progressLine(title: StudioTitle, columns: number): string {
  const share = title.progress?.share ?? 0;
  const filled = share * width;
  const part = eighths[Math.floor((filled % 1) * 8)] ?? '';
  const bar = `${'█'.repeat(Math.floor(filled))}${part}`.padEnd(width, '░');
  const left = title.progress?.remainingSeconds;
  const notes = [
    `${Math.floor(share * 100)}%`.padStart(4),
    title.paused ? 'paused' : title.state,
    left === undefined ? undefined : `about ${clockTime(left)} left`,
    title.watchable ? 'can be watched already' : undefined,
    title.state === 'encoding' && title.why !== undefined ? title.why : undefined,
  ].filter((note) => note !== undefined);
  const line = `${bar} ${notes.join(', ')}  ${title.name}`;
  return line.length < columns ? line : `${line.slice(0, Math.max(1, columns - 2))}…`;
}
