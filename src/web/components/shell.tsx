import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useOnline } from '../data/use-query.ts';
import { chooseLanguage } from '../language-choice.ts';
import type { Page } from '../routes.ts';
import { addressOf } from '../routes.ts';
import { language, words } from '../words/index.ts';
import { isLanguage, languageNames } from '../words/languages.ts';
import { Brand } from './brand.tsx';
import { Icon, type IconName } from './icon.tsx';

/** Rooms of the house, and the pages that count as in them. */
const rooms = [
  { name: 'films', address: addressOf.home, pages: ['home', 'title', 'series'] },
  { name: 'library', address: addressOf.library(), pages: ['library'] },
  { name: 'search', address: addressOf.search(), pages: ['search'] },
  { name: 'studio', address: addressOf.studio, pages: ['studio', 'film', 'shelf'] },
  { name: 'operations', address: addressOf.operations, pages: ['operations'] },
] as const satisfies readonly { name: IconName; address: string; pages: readonly Page[] }[];

/** The house around every page but the film itself. */
export function Shell({ page, children }: { readonly page: Page; readonly children: ComponentChildren }) {
  const online = useOnline();
  return (
    <div class="shell">
      <a class="skip" href="#main">
        {words.skip}
      </a>
      {!online && (
        <p class="shell-offline" role="status">
          <Icon name="noSignal" /> {words.offline.title}
        </p>
      )}
      <header class="shell-head" data-row="house">
        <a class="shell-brand" href={addressOf.home} aria-label={words.name}>
          <Brand />
        </a>
        <nav class="shell-nav" aria-label={words.nav.label}>
          {rooms.map(({ name, address, pages }) => (
            <a
              key={name}
              href={address}
              class={name === 'operations' ? 'only-wide' : undefined}
              aria-label={words.nav[name]}
              aria-current={(pages as readonly Page[]).includes(page) ? 'page' : undefined}
            >
              <Icon name={name} />
              <span>{words.nav[name]}</span>
            </a>
          ))}
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Foot />
    </div>
  );
}

function Foot() {
  // Other languages' names need faces and scripts that the first screen does not wait for.
  const [all, setAll] = useState(false);
  useEffect(() => setAll(true), []);
  const names = all ? languageNames : languageNames.filter(([code]) => code === language);
  return (
    <footer class="shell-foot" data-row="foot">
      <span>{words.tagline}</span>
      <a href={addressOf.operations}>
        <Icon name="operations" /> {words.nav.operations}
      </a>
      <label>
        <Icon name="language" />
        <span class="unseen">{words.language}</span>
        <span class="select">
          <select
            class="input"
            value={language}
            onChange={(event) => {
              const { value } = event.currentTarget;
              if (isLanguage(value)) void chooseLanguage(value);
            }}
          >
            {names.map(([code, name]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
          <Icon name="down" />
        </span>
      </label>
    </footer>
  );
}
