import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

/** The hash of a rung, fetched as a player does: at the first of a grant's appliances that answers. */
export async function fetchRung(url: string, title: string): Promise<{ hash: string; appliances: number }> {
  const answer = await fetch(`${url}/api/playback/titles/${title}/play`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  const grant = (await answer.json()) as { hls: string[]; folders: Record<string, string[]> };
  assert.equal((await fetch(grant.hls[0] ?? '')).status, 200);
  const folders = Object.entries(grant.folders).find(([name]) => /\d+p$/.test(name))?.[1] ?? [];
  for (const folder of folders) {
    const media = await fetch(`${folder}media.mp4`).catch(() => undefined);
    if (media === undefined) continue;
    assert.equal(media.status, 200, folder);
    const bytes = Buffer.from(await media.arrayBuffer());
    return { hash: createHash('sha256').update(bytes).digest('hex'), appliances: folders.length };
  }
  throw new Error(`None of ${folders} answers.`);
}
