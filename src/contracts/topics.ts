import { titleChanged, titleEncoded, titleRemoved, versionRetired } from './studio/events.ts';

/** What a topic of the log keeps. */
export interface TopicKind {
  readonly name: string;
  /**
   * `latest`: of each key the newest event of each type, so that whoever begins at the beginning learns how things stand.
   * `recent`: what is younger than `days`.
   */
  readonly keep: 'latest' | 'recent';
  /** For so long what could go is kept, for people who look into what happened and readers that were away. */
  readonly days: number;
  /** All types that are told on it. */
  readonly types: readonly string[];
}

/** Every topic, and the types of its events. One that is not here keeps everything. */
export const topics: readonly TopicKind[] = [
  {
    name: titleEncoded.topic,
    keep: 'latest',
    days: 30,
    types: [titleEncoded, titleChanged, titleRemoved, versionRetired].map(({ type }) => type),
  },
];
