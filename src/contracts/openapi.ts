import * as z from 'zod/mini';
import type { JsonValue } from '../kit/index.ts';
import type { ByteRoute, Call, ServiceContract } from './calls/define.ts';
import { pathNames } from './calls/path-table.ts';
import type { Audience } from './identity/index.ts';

type Json = Record<string, JsonValue>;

/** All calls and byte routes as an OpenAPI 3.1 document: the same contracts give the same document. */
export function openApiDocument(
  contracts: readonly ServiceContract[],
  { version }: { readonly version: string },
): Json {
  const paths: Record<string, Json> = {};
  for (const { name, calls, routes } of contracts) {
    for (const [operation, call] of Object.entries(calls)) {
      const path = at(paths, call.path);
      path[call.method.toLowerCase()] = callOperation(call, { service: name, id: `${name}.${operation}` });
    }
    for (const [operation, route] of Object.entries(routes)) {
      const path = at(paths, route.path.replace('...}', '}'));
      for (const method of route.methods) {
        const id = `${name}.${operation}${route.methods.length > 1 ? `.${method.toLowerCase()}` : ''}`;
        path[method.toLowerCase()] = routeOperation(route, { service: name, id });
      }
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Bijou', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    tags: contracts.map(({ name }) => ({ name })),
    paths,
    components: { schemas: { Error: errorSchema }, securitySchemes },
  };
}

function at(paths: Record<string, Json>, path: string): Json {
  const there = paths[path] ?? {};
  paths[path] = there;
  return there;
}

interface Named {
  readonly service: string;
  readonly id: string;
}

function callOperation(call: Call, named: Named): Json {
  const schema = jsonSchema(call.input, 'input');
  const properties = (schema.properties ?? {}) as Json;
  const required = (schema.required ?? []) as string[];
  const inPath = pathNames(call.path);
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name));
  const inQuery = call.method === 'GET' || call.method === 'DELETE';
  const parameters: Json[] = [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } })),
    ...(inQuery ? rest : []).map((name) => ({
      name,
      in: 'query',
      required: required.includes(name),
      schema: properties[name] ?? {},
    })),
  ];
  const body = {
    type: 'object',
    properties: Object.fromEntries(rest.map((name) => [name, properties[name] ?? {}])),
    required: rest.filter((name) => required.includes(name)),
  };
  return {
    ...common(call, named),
    parameters,
    ...(!inQuery && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: jsonSchema(call.output, 'output') } } },
      default: failure(call.errors),
    },
  };
}

function routeOperation(route: ByteRoute, named: Named): Json {
  return {
    ...common(route, named),
    parameters: pathNames(route.path).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    responses: { '2XX': { description: 'Bytes.' }, default: failure(route.errors) },
  };
}

function common({ summary, audience, strength, policy }: Call | ByteRoute, { service, id }: Named): Json {
  return {
    operationId: id,
    tags: [service],
    summary,
    security: security[audience],
    'x-audience': audience,
    ...(strength !== undefined && { 'x-strength': strength }),
    'x-timeout-ms': policy.timeoutMs,
    'x-retry': policy.retry,
  };
}

function failure(codes: readonly string[]): Json {
  const own =
    codes.length === 0 ? 'An error that any call may answer with.' : `Besides those of any call: ${codes.join(', ')}.`;
  return { description: own, content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } };
}

function jsonSchema(schema: z.core.$ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest as Json;
}

const security: Readonly<Record<Audience, JsonValue>> = {
  public: [],
  member: [{ owner: [] }],
  editor: [{ owner: [] }],
  support: [{ owner: [] }],
  owner: [{ owner: [] }],
  peer: [{ peer: [] }],
};

const securitySchemes: Json = {
  owner: { type: 'http', scheme: 'bearer', description: 'The owner token; not needed on the machine itself.' },
  peer: { type: 'http', scheme: 'bijou', description: 'The secret of the data folder. The door never forwards these.' },
};

const errorSchema: Json = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'status', 'retry', 'sentence', 'details'],
      properties: {
        code: { type: 'string' },
        status: { type: 'integer' },
        retry: { enum: ['never', 'later', 'transient'] },
        sentence: { type: 'string' },
        details: { type: 'object' },
      },
    },
  },
};
