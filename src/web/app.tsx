import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Home } from './pages/home/home.tsx';
import { Nowhere } from './pages/nowhere.tsx';
import { Shell } from './parts/shell.tsx';
import { useRoute } from './router.ts';

const fetchWatch = () => import('./pages/watch/watch.tsx').then((module) => module.Watch);
const fetchStudio = () => import('./pages/studio/studio.tsx').then((module) => module.Studio);

/** Every page of the house. Those that are not the first are fetched when they are wanted. */
export function App() {
  const route = useRoute();
  switch (route.page) {
    case 'home':
      return (
        <Shell page="home">
          <Home />
        </Shell>
      );
    case 'studio':
      return (
        <Shell page="studio">
          <Later fetch={fetchStudio} props={{}} />
        </Shell>
      );
    case 'watch':
      return <Later key={route.id} fetch={fetchWatch} props={{ id: route.id, at: route.at }} />;
    case 'nowhere':
      return (
        <Shell page="nowhere">
          <Nowhere />
        </Shell>
      );
  }
}

/** A page whose script comes when it is first shown. A fetch that fails reloads nothing: the next visit asks again. */
function Later<Props extends object>({
  fetch,
  props,
}: {
  readonly fetch: () => Promise<ComponentType<Props>>;
  readonly props: Props;
}) {
  const [Page, setPage] = useState<ComponentType<Props>>();
  useEffect(() => {
    fetch().then((page) => setPage(() => page));
  }, [fetch]);
  return Page === undefined ? <div class="later" aria-busy="true" /> : <Page {...props} />;
}
