import { it } from 'node:test';
import { killRounds } from './testing/kill-rounds.ts';

it('50 kills at random moments lose nothing that was acknowledged', () => killRounds({ rounds: 50 }));
