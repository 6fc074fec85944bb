import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readNfo } from './nfo.ts';
import { parseXml } from './xml.ts';

const read = (text: string) => JSON.parse(JSON.stringify(readNfo(new TextEncoder().encode(text)) ?? null));

test('an NFO of a film tells its name, year, plot, genres, people and rating', () => {
  const nfo = `\ufeff<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>
<!-- made by hand -->
<movie>
  <title>Amélie &amp; Co &#8211; x</title>
  <year>2001</year>
  <plot><![CDATA[A <girl> helps.]]></plot>
  <genre>Comedy / Romance</genre><genre>Drama</genre>
  <mpaa>Rated R</mpaa>
  <director>Jean-Pierre Jeunet</director>
  <credits>Guillaume Laurant</credits>
  <actor><name>Audrey Tautou</name><role>Amélie</role><thumb>https://example.org/x.jpg</thumb></actor>
  <actor><name>Somebody</name></actor>
  <actor></actor>
  <fileinfo><streamdetails><video/></streamdetails></fileinfo>
</movie>
https://www.example.org/title/1`;
  assert.deepEqual(read(nfo), {
    name: 'Amélie & Co – x',
    year: 2001,
    summary: 'A <girl> helps.',
    genres: ['Comedy', 'Romance', 'Drama'],
    people: [
      { name: 'Jean-Pierre Jeunet', role: 'director' },
      { name: 'Guillaume Laurant', role: 'writer' },
      { name: 'Audrey Tautou', role: 'Amélie' },
      { name: 'Somebody', role: 'actor' },
    ],
    maturity: 'R',
  });
});

test('an NFO of an episode tells its place', () => {
  const nfo =
    '<episodedetails><title>Pilot</title><showtitle>Show</showtitle><season>2</season><episode>5</episode>' +
    '<aired>2019-03-04</aired><mpaa>US:TV-14 / DE:12</mpaa></episodedetails>';
  const series = { name: 'Show', season: 2, episode: 5 };
  assert.deepEqual(read(nfo), { name: 'Pilot', year: 2019, series, maturity: 'TV-14' });
});

test('what is no NFO is told from one, and no entity grows', () => {
  const none = [
    '',
    'https://www.example.org/title/1',
    'MZ\0binary',
    '<movie><title>Not closed</movie>',
    '<tvshow><title>A series</title></tvshow>',
    '<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><movie><title>&b;</title></movie>',
    `${'<a>'.repeat(100_000)}`,
    `<movie>${' '.repeat(1024 * 1024)}</movie>`,
  ];
  for (const text of none) assert.equal(read(text), null, text.slice(0, 60));
  assert.deepEqual(read('<movie><title>&unknown; &#0; &#xD800;</title></movie>'), { name: '&unknown; \ufffd \ufffd' });
});

test('whatever is read, reading ends with an answer', () => {
  const pieces = fc.constantFrom(
    '<movie>',
    '</movie>',
    '<a',
    '/>',
    '>',
    '<!--',
    '-->',
    '&',
    ';',
    '"',
    '<![CDATA[',
    ']]>',
    'x',
  );
  fc.assert(fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => void parseXml(parts.join(''))));
});
