import type { Implementation, studioContract } from '../../contracts/index.ts';
import { claim } from './encode/claim.ts';
import { complete } from './encode/complete.ts';
import { fail, release } from './encode/give-back.ts';
import { renew } from './encode/renew.ts';
import { studioErrors } from './errors.ts';
import { editTitle } from './metadata/edit-title.ts';
import { notYet } from './not-yet.ts';
import { removeTitle } from './remove/remove-title.ts';
import type { Studio } from './studio.ts';
import { removeText } from './texts/change-texts.ts';
import { countWork, showTitle, showTitles, titleRow } from './titles.ts';
import { addFile } from './upload/add-file.ts';

type Calls = Implementation<typeof studioContract>['calls'];

/** Studio's calls. `swept` is called when something may be taken away sooner than at the next sweep. */
export function studioCalls(studio: Studio, swept: () => void): Calls {
  const { db } = studio.sql;
  return {
    async addFile(input, { token, signal }) {
      const added = await addFile(studio, input, { token, signal });
      return { title: await showTitle(db, added.title), already: added.already };
    },
    titles: (input) => showTitles(db, input),
    title: ({ id }) => showTitle(db, id),
    async remove({ id, now }, { token }) {
      await removeTitle(studio, { id, now }, token);
      swept();
      return { removed: true };
    },
    async plan({ id }) {
      const { plan_key, plan_hash } = await titleRow(db, id);
      if (plan_key === null || plan_hash === null) throw studioErrors.error('studio.no-plan-yet', { id });
      const text = new TextDecoder().decode(await studio.objects.read(plan_key));
      return { plan: JSON.parse(text), hash: plan_hash };
    },
    async work() {
      const uploads = db.selectFrom('uploads').select(({ fn }) => fn.countAll<number>().as('count'));
      const { count } = await uploads.where('title', 'is', null).executeTakeFirstOrThrow();
      return { jobs: await countWork(db), uploads: Number(count) };
    },
    restore: notYet,
    pause: notYet,
    resume: notYet,
    cancel: notYet,
    retry: notYet,
    reencode: notYet,
    async edit({ id, languages, ...changes }, { token }) {
      await editTitle(studio, { id, changes, languages }, token);
      return showTitle(db, id);
    },
    chooseStill: notYet,
    async removeText(text, { token }) {
      await removeText(studio, text, token);
      return showTitle(db, text.id);
    },
    versions: notYet,
    wall: notYet,
    piece: notYet,
    async claim(input, { signal }) {
      const job = await claim(studio, input, signal);
      return job === undefined ? {} : { job };
    },
    async renew({ done, ...held }) {
      return { cancelled: await renew(studio, held, done) };
    },
    async complete({ outputs, result, ...held }, { token }) {
      await complete(studio, { held, outputs, result }, token);
      return {};
    },
    async fail({ job, lease, ...failure }, { token }) {
      await fail(studio, { held: { job, lease }, failure }, token);
      swept();
      return {};
    },
    async release(held, { token }) {
      await release(studio, held, token);
      return {};
    },
  };
}
