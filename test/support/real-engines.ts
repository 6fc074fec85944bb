// The servers that run for tests, as sections of a configuration.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enginePorts } from '../../src/platform/engines/ports/index.ts';

/** By port: its adapter, the server's name, and the option that keeps places apart on it. */
const servers = {
  sql: ['mysql', 'mariadb', 'database'],
  log: ['kafka', 'kafka', 'prefix'],
  rows: ['cassandra', 'cassandra', 'keyspace'],
  objects: ['s3', 'seaweedfs', 'bucket'],
  queue: ['sqs', 'elasticmq', 'prefix'],
  sessions: ['dynamodb', 'dynamodb', 'table'],
} as const;

/** Sections for every server of which BIJOU_REAL knows and Bijou has an adapter. `place` is of small letters and digits. */
export function realEngines(place: string): Record<string, Record<string, unknown>> {
  const folder = process.env.BIJOU_REAL;
  const found = Object.entries(servers).flatMap(([port, [adapter, server, apart]]) => {
    const file = join(folder ?? '', `${server}.json`);
    const isKnown = adapter in enginePorts[port as keyof typeof servers].adapters;
    if (folder === undefined || !isKnown || !existsSync(file)) return [];
    const options = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    return [[port, { adapter, ...options, [apart]: place }] as const];
  });
  return Object.fromEntries(found);
}
