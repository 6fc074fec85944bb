import type { Implementation, studioContract } from '../../contracts/index.ts';
import { chooseStill } from './art/ask-for-still.ts';
import { cancelTitle } from './control/cancel.ts';
import { setPaused } from './control/hold-up.ts';
import { reencodeTitle } from './control/reencode.ts';
import { retryTitle } from './control/take-up.ts';
import { claim } from './encode/claim.ts';
import { complete } from './encode/complete.ts';
import { fail, release } from './encode/give-back.ts';
import { renew } from './encode/renew.ts';
import { studioErrors } from './errors.ts';
import { addHook, removeHook } from './hooks/change-hooks.ts';
import { tryHook } from './hooks/send-messages.ts';
import { showHooks } from './hooks/show-hooks.ts';
import { editMany } from './metadata/edit-many.ts';
import { editTitle } from './metadata/edit-title.ts';
import { removeTitle } from './remove/remove-title.ts';
import { restoreTitle } from './remove/restore-title.ts';
import { showRemoved } from './remove/shelf.ts';
import { replaceByFile } from './replace/replace-by-file.ts';
import type { Studio } from './studio.ts';
import { removeText } from './texts/change-texts.ts';
import { showSome, showTitle, showTitles, titleRow } from './titles.ts';
import { addFile } from './upload/add-file.ts';
import { showVersions } from './versions/show-versions.ts';
import { showPiece, showWall } from './wall/show-wall.ts';
import { showWork } from './work/show-work.ts';

type Calls = Implementation<typeof studioContract>['calls'];

/** Studio's calls. `swept` is called when something may be taken away sooner than at the next sweep. */
export function studioCalls(studio: Studio, swept: () => void): Calls {
  const { db } = studio.sql;
  return {
    async addFile(input, { token, signal }) {
      const added = await addFile(studio, input, { token, signal });
      return { title: await showTitle(studio, added.title), already: added.already };
    },
    titles: (input) => showTitles(studio, input),
    title: ({ id }) => showTitle(studio, id),
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
    work: () => showWork(studio),
    async restore({ id }, { token }) {
      await restoreTitle(studio, id, token);
      return showTitle(studio, id);
    },
    async pause({ id }, { token }) {
      await setPaused(studio, { id, paused: true }, token);
      return showTitle(studio, id);
    },
    async resume({ id }, { token }) {
      await setPaused(studio, { id, paused: false }, token);
      return showTitle(studio, id);
    },
    async cancel({ id }, { token }) {
      await cancelTitle(studio, id, token);
      swept();
      return showTitle(studio, id);
    },
    async retry({ id }, { token }) {
      await retryTitle(studio, id, token);
      return showTitle(studio, id);
    },
    async reencode(asked, { token }) {
      await reencodeTitle(studio, asked, token);
      return showTitle(studio, asked.id);
    },
    async edit({ id, languages, ...changes }, { token }) {
      await editTitle(studio, { id, changes, languages }, token);
      return showTitle(studio, id);
    },
    async editMany({ ids, ...changes }, { token }) {
      await editMany(studio, { ids, changes }, token);
      return { titles: [...(await showSome(studio, ids))] };
    },
    async replace(asked, { token, signal }) {
      await replaceByFile(studio, asked, { token, signal });
      return showTitle(studio, asked.id);
    },
    removed: async ({ limit }) => ({ titles: await showRemoved(studio, limit) }),
    hooks: async () => ({ hooks: await showHooks(studio) }),
    addHook: (asked, { token }) => addHook(studio, asked, token),
    async removeHook({ id }) {
      await removeHook(studio, id);
      return {};
    },
    tryHook: ({ id }, { signal }) => tryHook(studio, id, signal),
    async chooseStill(input, { token }) {
      await chooseStill(studio, input, token);
      return showTitle(studio, input.id);
    },
    async removeText(text, { token }) {
      await removeText(studio, text, token);
      return showTitle(studio, text.id);
    },
    versions: ({ id }) => showVersions(studio, id),
    wall: ({ id }) => showWall(studio, id),
    piece: (asked) => showPiece(studio, asked),
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
