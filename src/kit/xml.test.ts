import assert from 'node:assert/strict';
import { test } from 'node:test';
import { xmlAttributes, xmlTokens } from './xml.ts';

test('a document is told piece by piece, with its entities resolved', () => {
  assert.deepEqual(
    [
      ...xmlTokens(
        '<?xml version="1.0"?><!DOCTYPE tt><a:b c="1>2">x &lt;&#228; <!-- <y> --><![CDATA[<&lt;]]></a:b><d/>',
      ),
    ],
    [
      { kind: 'declaration', inside: 'DOCTYPE tt' },
      { kind: 'tag', name: 'a:b', rest: ' c="1>2"', closes: false, isEmpty: false },
      { kind: 'text', text: 'x <ä ' },
      { kind: 'text', text: '<&lt;' },
      { kind: 'tag', name: 'a:b', rest: '', closes: true, isEmpty: false },
      { kind: 'tag', name: 'd', rest: '/', closes: false, isEmpty: true },
    ],
  );
  assert.deepEqual(
    [...xmlAttributes(` a="1" b:c = 'x&amp;"y"' `)],
    [
      ['a', '1'],
      ['b:c', 'x&"y"'],
    ],
  );
});

test('what begins nothing is passed over, what never ends is the last, and both are told', () => {
  const texts = (source: string) => [...xmlTokens(source)].map((token) => ('text' in token ? token.text : token.kind));
  assert.deepEqual(texts('1 < 2'), ['1 ', 'broken', ' 2']);
  assert.deepEqual(texts('a<![CDATA[b'), ['a', 'b', 'broken']);
  assert.deepEqual(texts('a<!-- b'), ['a', 'broken']);
  assert.deepEqual(texts('&#xd800;&#0;&#x110000;&nothing;'), ['\ufffd\ufffd\ufffd&nothing;']);
});
