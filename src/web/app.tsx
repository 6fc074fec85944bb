import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Shell } from './components/shell.tsx';
import { Toasts } from './components/toast.tsx';
import { Home } from './pages/home/home.tsx';
import { laterPages as later } from './pages/index.ts';
import { Later } from './pages/later.tsx';
import { Nowhere } from './pages/nowhere.tsx';
import { useRoute } from './router.ts';
import type { Route } from './routes.ts';
import { onLanguage } from './words/index.ts';

/** Every page of the house. Those that are not the first are fetched when they are wanted. */
export function App() {
  const route = useRoute();
  const [, setRound] = useState(0);
  // Everything below reads `words` while it is drawn, so drawing all of it anew changes the language.
  useEffect(() => onLanguage(() => setRound((before) => before + 1)), []);
  return (
    <>
      <Around route={route}>{pageOf(route)}</Around>
      <Toasts />
    </>
  );
}

function Around({ route, children }: { readonly route: Route; readonly children: ComponentChildren }) {
  return route.page === 'watch' ? children : <Shell page={route.page}>{children}</Shell>;
}

function pageOf(route: Route) {
  switch (route.page) {
    case 'home':
      return <Home key="home" />;
    case 'title':
      return <Later key={route.id} page={later.title} props={{ id: route.id }} />;
    case 'series':
      return <Later key={route.id} page={later.series} props={{ id: route.id, season: route.season }} />;
    case 'library':
      return <Later key="library" page={later.library} props={{ view: route }} />;
    case 'search':
      return <Later key="search" page={later.search} props={{ wanted: route.wanted }} />;
    case 'watch':
      return <Later key={route.id} page={later.watch} props={{ id: route.id, at: route.at }} />;
    case 'studio':
      return <Later key="studio" page={later.studio} props={{}} />;
    case 'film':
      return <Later key={route.id} page={later.film} props={{ id: route.id }} />;
    case 'shelf':
      return <Later key="shelf" page={later.shelf} props={{}} />;
    case 'operations':
      return <Later key="operations" page={later.operations} props={{}} />;
    case 'parts':
      return <Later key="parts" page={later.parts} props={{}} />;
    case 'nowhere':
      return <Nowhere key="nowhere" />;
  }
}
