import { it } from 'node:test';
import { killFolderWriters } from './testing/kill-folder.ts';

it('50 kills at random moments lose nothing that was acknowledged', () => killFolderWriters(50));
