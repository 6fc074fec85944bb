import { randomUUID } from 'node:crypto';
import { realOptions } from '../../connection/testing/real.ts';
import { openOpensearchIndex } from '../opensearch/open.ts';
import { opensearchOptions } from '../opensearch/options.ts';
import type { IndexAdapter } from './adapter.ts';

export const optionsOf = (place: string, over: object = {}) =>
  opensearchOptions.parse({ ...realOptions('opensearch'), prefix: place, ...over });

const open = (place: string) => openOpensearchIndex({ options: optionsOf(place) });

export const adapter: IndexAdapter = {
  name: 'index/opensearch',
  module: import.meta.url,
  async newPlace() {
    const place = `t${randomUUID().slice(0, 13)}`;
    const remove = async () => {
      const index = await open(place);
      for (const name of await index.list()) await index.drop(name);
      await index.close();
    };
    return { place, remove };
  },
  open,
};
