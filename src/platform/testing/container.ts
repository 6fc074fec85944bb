// A process of the tests that shares a data folder with others, as in a container of its own. It sweeps what the dead
// left, announces itself, and holds one of everything that a process holds: a draft that is being written, a scratch
// folder, a child. Prints its findings as JSON, and `stored` once its draft has become an object.
// Arguments: the data folder, its peer address.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFolderObjects } from '../../engines/objects/folder/open.ts';
import { openChildren, silentLogger } from '../../host/index.ts';
import { systemClock as clock, systemRandom as random } from '../../kit/index.ts';
import { fileDiscovery } from '../../transport/index.ts';
import { openScratch } from '../scratch.ts';

const [folder = '', peerAddress = ''] = process.argv.slice(2);
const discovery = fileDiscovery({ folder, clock });
await discovery.announce({ targets: ['encoder'], peerAddress });
const children = await openChildren({ folder: join(folder, 'run', 'children'), clock, logger: silentLogger });
children.run('sleep', ['1000'], { job: `sleep of ${peerAddress}` }).catch(() => undefined);
const scratch = await openScratch(folder);
await writeFile(join(scratch.path, 'half'), 'a chunk');
const objects = await openFolderObjects({ folder: join(folder, 'objects'), clock, random });

let end: () => void = () => undefined;
const told = new Promise<void>((resolve) => {
  end = resolve;
});
process.stdin.once('data', () => end());
process.stdin.once('end', () => process.exit());
const body = new ReadableStream<Uint8Array>({
  async start(controller) {
    controller.enqueue(new TextEncoder().encode(`first half, `));
    await told;
    controller.enqueue(new TextEncoder().encode(`second half`));
    controller.close();
  },
});
const storing = objects.put(`film-${new URL(peerAddress).port}`, body);
const peers = (await discovery.find('encoder', { fresh: true })).map(({ address }) => address).sort();
process.stdout.write(`${JSON.stringify({ pid: process.pid, peers })}\n`);
await storing;
process.stdout.write('stored\n');
