import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hasCode } from '../../kit/index.ts';
import { parseWebVtt } from '../webvtt/parse.ts';
import { serialiseWebVtt } from '../webvtt/serialise.ts';
import { decodeText } from './charset.ts';
import { readSubtitles } from './read-subtitles.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const cuesOf = (text: string) =>
  readSubtitles(bytes(text)).file.cues.map(({ start, end, settings, text: words }) => [start, end, settings, words]);

test('SubRip becomes WebVTT, with its tags, places and untidy ways', () => {
  const source = `1\r
00:00:01,000 --> 00:00:02,500\r
<i>Hello</i> <font color="red">you</font>\r
<b>there\r
\r
2
00:00:03,5 --> 00:00:04.000
{\\an8}Up & away
5 < 6

00:00:05,000 --> 00:00:06,000
Without a number
3
01:00:00,000 --> 01:00:01,000
Without a gap

4
00:00:09,000 --> 00:00:08,000
Ends before it begins`;
  assert.deepEqual(cuesOf(source), [
    [1, 2.5, '', '<i>Hello</i> you\n<b>there</b>'],
    [3.5, 4, 'line:0', 'Up &amp; away\n5 &lt; 6'],
    [5, 6, '', 'Without a number'],
    [3600, 3601, '', 'Without a gap'],
  ]);
});

test('ASS becomes WebVTT: words in order of time, drawings left out', () => {
  const source = `[Script Info]
Title: x
[V4+ Styles]
Format: Name, Fontname
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:05.00,0:00:06.50,Default,,0,0,0,,Second, with a comma\\Nand a line
Comment: 0,0:00:05.00,0:00:06.50,Default,,0,0,0,,No
Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\an8\\i1}First{\\i0} <3
Dialogue: 0,0:00:07.00,0:00:08.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0{\\p0}`;
  assert.deepEqual(cuesOf(source), [
    [1, 2, 'line:0', 'First &lt;3'],
    [5, 6.5, '', 'Second, with a comma\nand a line'],
  ]);
});

test('times of a broadcaster’s tape, which begins at ten hours, are the film’s', () => {
  const read = (text: string) =>
    readSubtitles(new TextEncoder().encode(text)).file.cues.map(({ start, end }) => [start, end]);
  const tape = '1\n09:59:58,000 --> 09:59:59,000\nleader\n\n2\n10:00:01,500 --> 10:00:02,040\nHi\n';
  assert.deepEqual(read(tape), [[1.5, 2.04]]);
  // What is said late in a film is late.
  assert.deepEqual(read('1\n01:00:01,500 --> 01:00:02,000\nHi\n'), [[3601.5, 3602]]);
});

test('what is no subtitles is told', () => {
  for (const text of ['', 'Just words', 'WEBVTT\n', '[Events]\nDialogue: nonsense', 'a --> b']) {
    assert.throws(
      () => readSubtitles(bytes(text)),
      (error) => hasCode(error, 'media.no-subtitles'),
      text,
    );
  }
});

const line = '1\n00:00:01,000 --> 00:00:02,000\n';
/** Some seconds of speech in each charset, as its bytes. */
const samples: readonly [charset: string, language: string, text: string][] = [
  ['windows-1252', 'fr', 'Où êtes-vous allé, ma chère ? Je ne sais pas où ça mène. À bientôt, très cher élève.'],
  ['windows-1252', 'de', 'Schöne Grüße aus Köln! Er weiß, daß wir übermorgen früh fahren müssen.'],
  ['windows-1250', 'pl', 'Gdzie jesteś? Nie wiem, dokąd idę. Źle się czuję, proszę mówić wolniej, dziękuję.'],
  ['windows-1250', 'cs', 'Kde jsi? Příliš žluťoučký kůň úpěl ďábelské ódy. Děkuji, že jste přišel.'],
  ['windows-1251', 'ru', 'Где ты был вчера вечером? Я не знаю, что тебе сказать. Пойдём домой, уже поздно.'],
  ['koi8-r', 'ru', 'Где ты был вчера вечером? Я не знаю, что тебе сказать. Пойдём домой, уже поздно.'],
  ['windows-1253', 'el', 'Πού ήσουν χθες το βράδυ; Δεν ξέρω τι να σου πω. Πάμε σπίτι, είναι αργά.'],
  [
    'windows-1254',
    'tr',
    'Dün akşam neredeydin? Sana ne diyeceğimi bilmiyorum. Hadi eve gidelim, çok geç oldu, ağabey.',
  ],
  ['windows-1255', 'he', 'איפה היית אתמול בערב? אני לא יודע מה להגיד לך. בוא נלך הביתה.'],
  ['windows-1256', 'ar', 'أين كنت مساء أمس؟ لا أعرف ماذا أقول لك. هيا نذهب إلى البيت.'],
];

for (const [charset, language, words] of samples) {
  test(`${charset} is told by its letters (${language}), with the language's name or without`, () => {
    const encoded = encode(charset, `${line}${words}\n`);
    assert.equal(decodeText(encoded).text, `${line}${words}\n`, decodeText(encoded).charset);
    assert.equal(decodeText(encoded, language).text, `${line}${words}\n`);
  });
}

test('UTF-16 is told with its mark and without, UTF-8 always', () => {
  const text = `${line}Füße, 字幕, Где?\n`;
  for (const isBig of [false, true]) {
    for (const mark of ['\ufeff', '']) {
      const units = [...(mark + text)].flatMap((letter) => [letter.charCodeAt(0)]);
      const encoded = Uint8Array.from(
        units.flatMap((unit) => (isBig ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])),
      );
      assert.equal(decodeText(encoded).text, text);
    }
  }
  assert.equal(decodeText(bytes(`\ufeff${text}`)).text, text);
  assert.equal(decodeText(bytes(text)).charset, 'utf-8');
});

test('two-byte charsets are told', () => {
  const jis = [0x82, 0xb1, 0x82, 0xf1, 0x82, 0xc9, 0x82, 0xbf, 0x82, 0xcd, 0x83, 0x65, 0x83, 0x58, 0x83, 0x67];
  assert.match(decodeText(Uint8Array.from([...bytes(line), ...jis])).text, /こんにちはテスト/);
  const korean = [0xbe, 0xc8, 0xb3, 0xe7, 0xc7, 0xcf, 0xbc, 0xbc, 0xbf, 0xe4];
  assert.match(decodeText(Uint8Array.from([...bytes(line), ...korean]), 'ko').text, /안녕하세요/);
  const chinese = [0xce, 0xd2, 0xb2, 0xbb, 0xca, 0xc7, 0xc4, 0xe3, 0xb5, 0xc4, 0xc5, 0xf3, 0xd3, 0xd1];
  assert.match(decodeText(Uint8Array.from([...bytes(line), ...chinese]), 'zh').text, /我不是你的朋友/);
});

test('any bytes are subtitles that players can read, or are told to be none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 80 }), (tail, words) => {
      const source = Uint8Array.from([...bytes(`${line}${words}\n`), ...tail]);
      try {
        const { file } = readSubtitles(source);
        assert.equal(parseWebVtt(serialiseWebVtt(file)).cues.length, file.cues.length);
      } catch (error) {
        assert.ok(hasCode(error, 'media.no-subtitles'), String(error));
      }
    }),
  );
});

/** Bytes of a text in a charset of one byte a letter. */
function encode(charset: string, text: string): Uint8Array {
  const decoder = new TextDecoder(charset);
  const byLetter = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from(text, (letter) => byLetter.get(letter) ?? assert.fail(`${letter} is not in ${charset}`));
}
