import type { JobOutput } from '../../../contracts/index.ts';
import type { ObjectBody } from '../../../engines/objects/index.ts';
import { abandonFiles, doomFiles, keepFiles, storeFile } from '../files.ts';
import { lockIfThere } from '../lock-title.ts';
import type { Studio } from '../studio.ts';
import { leasedJob } from './leases.ts';
import type { HeldJob } from './renew.ts';

/**
 * Stores one output of a leased job. Sent again under the same name and lease it replaces the one before.
 * Errors: `studio.lease-lost`, `objects.full`.
 */
export async function storeOutput(
  studio: Studio,
  output: { readonly held: HeldJob; readonly name: string; readonly body: ObjectBody },
): Promise<JobOutput> {
  const { sql } = studio;
  const { held, name, body } = output;
  const { title } = await leasedJob(sql.db, held);
  const stored = await storeFile(studio, { kind: 'output', title }, body);
  const { key, hash, bytes } = stored;
  try {
    await sql.transaction(async (tx) => {
      await lockIfThere(studio, tx, title);
      await leasedJob(tx, held);
      const before = tx.selectFrom('outputs').select('key').where('job', '=', held.job).where('name', '=', name);
      const old = await before.where('lease', '=', held.lease).execute();
      await dropRows(
        tx,
        old.map((row) => row.key),
      );
      const row = { key, title, job: held.job, lease: held.lease, name, hash, bytes, accepted: 0 };
      await tx.insertInto('outputs').values(row).execute();
      await keepFiles(tx, [stored], title);
    });
  } catch (error) {
    await abandonFiles(sql.db, [key]);
    throw error;
  }
  return { name, hash, bytes };
}

/** Outputs of leases that have ended without being handed in. */
export async function dropStrayOutputs(studio: Studio): Promise<void> {
  await studio.sql.transaction(async (tx) => {
    const rows = await tx
      .selectFrom('outputs')
      .leftJoin('jobs', (join) => join.onRef('jobs.id', '=', 'outputs.job').onRef('jobs.lease', '=', 'outputs.lease'))
      .select('outputs.key')
      .where('outputs.accepted', '=', 0)
      .where((eb) => eb.or([eb('jobs.id', 'is', null), eb('jobs.state', '<>', 'leased')]))
      .limit(1000)
      .execute();
    await dropRows(
      tx,
      rows.map((row) => row.key),
    );
  });
}

async function dropRows(tx: Parameters<typeof doomFiles>[0], keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.deleteFrom('outputs').where('key', 'in', keys).execute();
  await doomFiles(tx, keys);
}
