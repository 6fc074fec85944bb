import type { Finding } from '../../../contracts/index.ts';
import type { Inspection } from '../../../media/index.ts';
import { colourFindings } from './colour-findings.ts';
import { damageFindings } from './damage-findings.ts';
import { filmOf } from './film.ts';
import { joinedFindings } from './joined-findings.ts';
import { pictureFindings } from './picture-findings.ts';
import { refusalOf } from './refusal.ts';
import { streamFindings } from './stream-findings.ts';
import { timeFindings } from './time-findings.ts';

/** What is to be done with a film, and all that there is to say of it. */
export interface Verdict {
  readonly findings: readonly Finding[];
  /** Why nothing can be made of it; absent where it is taken. */
  readonly refused?: string;
}

/** Judges a film by its inspection. Pure: the same inspection has the same verdict. */
export function judge(inspection: Inspection): Verdict {
  const refusal = refusalOf(inspection);
  if (refusal !== undefined) return { findings: [refusal], refused: refusal.sentence };
  const film = filmOf(inspection);
  if (film === undefined) return { findings: [] };
  return {
    findings: [
      ...timeFindings(film),
      ...joinedFindings(film),
      ...damageFindings(film),
      ...pictureFindings(film),
      ...colourFindings(film),
      ...streamFindings(film),
    ],
  };
}
