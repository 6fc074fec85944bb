import assert from 'node:assert/strict';
import { test } from 'node:test';
import { box, join, latin } from '../bmff/writer.ts';
import { readSubtitles } from './read-subtitles.ts';
import { cuesOfSamples } from './samples.ts';
import { parseTtml } from './ttml.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const told = (cues: ReturnType<typeof parseTtml>) => cues.map(({ start, end, text }) => [start, end, text]);

const namespaces = 'xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"';

test('TTML: times of every kind, within each other, and the marks that WebVTT has', () => {
  const cues = parseTtml(`<?xml version="1.0"?>
    <tt:tt xmlns:tt="http://www.w3.org/ns/ttml" ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001" ttp:tickRate="10000000">
      <tt:head>
        <tt:styling><tt:style xml:id="s1" tts:fontStyle="italic"/></tt:styling>
        <tt:layout>
          <tt:region xml:id="up"><tt:style tts:displayAlign="before" tts:origin="10% 5%"/></tt:region>
          <tt:region xml:id="low" tts:displayAlign="before" tts:origin="10% 80%"/>
        </tt:layout>
      </tt:head>
      <tt:body begin="1h"><tt:div>
        <!-- <p begin="0s" end="1s">no</p> -->
        <tt:p begin="00:00:01.5" end="00:00:02" region="up">Tom &amp; Jerry<tt:br/>a &lt; b</tt:p>
        <tt:p begin="00:00:03:12" dur="24f" style="s1" region="low">whispers</tt:p>
        <tt:p begin="50000000t" end="60000000t"><tt:span tts:fontWeight="bold">loud</tt:span> and
           clear</tt:p>
        <tt:p begin="7s"><tt:span begin="0.5s" end="1s">one</tt:span> <tt:span begin="1s" dur="500ms">two</tt:span></tt:p>
        <tt:p begin="9s" end="10s"> <tt:metadata/> </tt:p>
      </tt:div></tt:body>
    </tt:tt>`);
  const rounded = told(cues).map(([start, end, text]) => [Number(start).toFixed(3), Number(end).toFixed(3), text]);
  assert.deepEqual(rounded, [
    ['3601.500', '3602.000', 'Tom &amp; Jerry\na &lt; b'],
    ['3603.501', '3604.502', '<i>whispers</i>'],
    ['3605.000', '3606.000', '<b>loud</b> and clear'],
    ['3607.500', '3608.000', 'one'],
    ['3608.000', '3608.500', 'two'],
  ]);
  assert.deepEqual(
    cues.map(({ settings }) => settings),
    ['line:0', '', '', '', ''],
  );
});

test('TTML: what others were let down by: rows in time, styles of styles, asides, ruby, broadcasters’ times', () => {
  const cues = parseTtml(`<tt ${namespaces} ttp:frameRate="25">
      <head>
        <styling><style xml:id="a" tts:fontStyle="italic"/><style xml:id="b" style="a"/><style xml:id="c" style="c"/></styling>
        <layout>
          <region xml:id="low"><style tts:displayAlign="before"/><style tts:origin="10% 80%"/></region>
        </layout>
      </head>
      <body>
        <div timeContainer="seq" region="low"><p dur="2s">one</p><p dur="3s" style="b c">two</p></div>
        <div><div begin="10s" end="11s"><p>as its <span>div</span></p></div></div>
        <p begin="00:00:12;05" end="00:00:13;00"><metadata><ttm:desc>never</ttm:desc></metadata>shown</p>
        <p begin="14s" end="15s"><span tts:ruby="container"><span tts:ruby="base">漢</span><span tts:ruby="delimiter">[</span><span
          tts:ruby="text">かん</span><span tts:ruby="delimiter">]</span></span></p>
        <p begin="soon" end="20s">when?</p>
      </body></tt>`);
  assert.deepEqual(told(cues), [
    [0, 2, 'one'],
    [2, 5, '<i>two</i>'],
    [10, 11, 'as its div'],
    [12.2, 13, 'shown'],
    [14, 15, '漢(かん)'],
  ]);
  assert.deepEqual(new Set(cues.map(({ settings }) => settings)), new Set(['']));
});

test('TTML is read from a file beside the film too', () => {
  const file = bytes(`<tt ${namespaces}><body><p begin="1s" end="2s">Hi</p><p begin="3s">never ends</p></body></tt>`);
  assert.deepEqual(told(readSubtitles(file).file.cues as never), [[1, 2, 'Hi']]);
});

test('TTML in samples: a document holds as long as its sample, whichever clock its times have', () => {
  const document = (body: string) => bytes(`<tt ${namespaces}><body><div>${body}</div></body></tt>`);
  const samples = [
    { from: 0, to: 4, bytes: document('<p begin="1s" end="6s">over the edge</p>') },
    { from: 4, to: 8, bytes: document('<p begin="1s" end="6s">over the edge</p><p begin="7s" end="9s">cut</p>') },
    { from: 8, to: 9, bytes: document('') },
    { from: 9, to: 10, bytes: document('<p>as long as it is there</p>') },
    { from: 20, to: 24, bytes: document('<p begin="1s" end="2s">by the sample’s clock</p>') },
  ];
  assert.deepEqual(told(cuesOfSamples(samples, 'stpp')), [
    [1, 6, 'over the edge'],
    [7, 8, 'cut'],
    [9, 10, 'as long as it is there'],
    [21, 22, 'by the sample’s clock'],
  ]);
  assert.deepEqual(told(cuesOfSamples(samples.slice(4), 'dfxp')), [[21, 22, 'by the sample’s clock']]);
});

test('WebVTT in samples: what goes on is one cue, and what is damaged is passed over', () => {
  const cue = (text: string, place = '') =>
    box('vttc', ...(place === '' ? [] : [box('sttg', latin(place))]), box('payl', bytes(text)));
  const samples = [
    { from: 0, to: 1, bytes: box('vtte') },
    { from: 1, to: 2, bytes: cue('Hé') },
    { from: 2, to: 3, bytes: join([cue('Hé'), cue('up', 'line:0')]) },
    { from: 3, to: 4, bytes: Uint8Array.of(0, 0, 0, 200, 1, 2) },
  ];
  const cues = cuesOfSamples(samples, 'wvtt');
  assert.deepEqual(told(cues), [
    [1, 3, 'Hé'],
    [2, 3, 'up'],
  ]);
  assert.equal(cues[1]?.settings, 'line:0');
});
