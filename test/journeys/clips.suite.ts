// Every film of the folder that BIJOU_CLIPS names goes into one running Bijou: each gets the verdict that was written down
// before, what is taken plays to its end, and the service goes on. CLIPS=all takes the long ones, too.
import assert from 'node:assert/strict';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { launchChromium } from '../browser/launch.ts';
import { expected } from '../clips/expected.ts';
import { type Bijou, startBijou, type TitleJson } from '../support/bijou.ts';
import { clipsFolder } from '../support/films.ts';
import { pictureCountOf } from '../support/plan.ts';
import { playToEnd } from '../support/play-in-chromium.ts';

type Answer = TitleJson & { readonly error?: { readonly code?: string; readonly sentence: string } };

const folder = clipsFolder();
const chosen = Object.entries(expected).filter(([, { isLong }]) => !isLong || process.env.CLIPS === 'all');

if (folder === undefined) it('films of all kinds', { skip: 'nobody names a folder of them (BIJOU_CLIPS)' }, () => {});
else
  describe('films of all kinds', () => {
    let bijou: Bijou;
    let browser: BrowserContext;
    const rows: string[] = [];

    before(async () => {
      bijou = await startBijou({ mode: 'one process', env: { BIJOU_URL_TTL: '3600' } });
      browser = await launchChromium();
    });

    after(async () => {
      await browser?.close();
      await bijou?.stop();
      console.log(['file | verdict | findings | seconds | pictures planned, decoded', ...rows].join('\n'));
    });

    for (const [name, { verdict, codes }] of chosen) {
      it(`${name} is ${verdict}`, async () => {
        const begun = performance.now();
        const { stdout } = await bijou.cli('add', join(String(folder), name), '--wait', '--json');
        const [answer] = JSON.parse(stdout) as readonly Answer[];
        assert.ok(answer !== undefined);
        const seconds = ((performance.now() - begun) / 1000).toFixed(1);
        const findings = answer.findings ?? [];
        const found =
          answer.error?.code === undefined ? [...new Set(findings.map(({ code }) => code))] : [answer.error.code];
        const was = answer.state === 'ready' ? 'accepted' : (answer.state ?? 'refused');
        let pictures = '';
        try {
          assert.equal(was, verdict, answer.why ?? answer.error?.sentence ?? '');
          // Phones write tracks of measurements beside the film: that they are left out is told, and is no oddity of it.
          const odd = found.filter((code) => code !== 'left-out' || codes.includes(code));
          assert.deepEqual(odd.toSorted(), codes.toSorted());
          const sentences = [
            ...findings.map(({ sentence }) => sentence),
            ...(answer.error === undefined ? [] : [answer.error.sentence]),
          ];
          for (const sentence of sentences) assert.match(sentence, /^\S.{10,}[.!?”]$/s);
          if (verdict === 'refused') assert.ok(sentences.length > 0, 'a refusal has a sentence');
          else {
            const planned = pictureCountOf((await bijou.cli('plan', String(answer.id))).stdout);
            const { decoded, seconds: played } = await playToEnd(bijou, browser, answer);
            pictures = `${planned}, ${decoded}`;
            assert.ok(Math.abs(decoded - planned) <= Math.max(1, planned * 0.01), `${decoded} of ${planned} pictures`);
            assert.ok(Math.abs(played - answer.duration) < 0.2, `it plays for ${played} s of ${answer.duration} s`);
          }
        } finally {
          rows.push([basename(name), was, found.join(' '), seconds, pictures].join(' | '));
        }
        assert.equal((await fetch(`${bijou.url}/readyz`)).status, 200, 'the service goes on');
      });
    }
  });
