import { it } from 'node:test';
import { killWriters } from './testing/kill-rounds.ts';

it('50 kills at random moments lose nothing that was acknowledged', () => killWriters({ rounds: 50 }));
