import { z } from 'zod';
import type { Setting } from '../../host/index.ts';
import { enginePortNames, enginePorts } from '../engines/ports/index.ts';
import { adaptersOf } from './engine-choices.ts';
import { fileName } from './names.ts';

/** What a configuration file may say, as JSON Schema: for editors, and for people. */
export function configSchema(settings: readonly Setting<unknown>[]): object {
  const own = settings.flatMap(({ variable, help, schema }) =>
    schema === undefined ? [] : [[fileName(variable), { ...schema, description: help }] as const],
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'bijou.config.json',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(own.sort(([one], [other]) => one.localeCompare(other))),
      engines: {
        type: 'object',
        description: 'Which engine each port has; what is not named lies in the data folder.',
        additionalProperties: false,
        properties: Object.fromEntries(enginePortNames.map((port) => [port, { oneOf: sectionsOf(port) }])),
      },
    },
  };
}

function sectionsOf(port: (typeof enginePortNames)[number]): readonly object[] {
  return Object.entries(adaptersOf(port)).map(([name, { options }]) => {
    const isEmbedded = name === enginePorts[port].embedded;
    const { $schema: _, ...section } = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' });
    return {
      ...section,
      properties: { adapter: { const: name }, ...section.properties },
      required: [...(isEmbedded ? [] : ['adapter']), ...(section.required ?? [])],
    };
  });
}
