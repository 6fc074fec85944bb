// A plain static server as one writes it with createReadStream, over the folder that is its argument. Checks no
// signature. Prints its port.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const root = process.argv[2] ?? '';
const server = createServer((request, response) => {
  const path = join(root, (request.url ?? '').replace(/^\/[^/]+/, ''));
  const { size } = statSync(path);
  const [, first = 0, last = size - 1] = (/bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []).map(Number);
  response.writeHead(206, {
    'content-type': 'video/mp4',
    'content-length': last - first + 1,
    'content-range': `bytes ${first}-${last}/${size}`,
  });
  createReadStream(path, { start: first, end: last }).pipe(response);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' ? address?.port : address);
});
