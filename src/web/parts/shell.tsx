import type { ComponentChildren } from 'preact';
import type { Route } from '../routes.ts';
import { addressOf } from '../routes.ts';
import { words } from '../words/index.ts';
import { Brand } from './brand.tsx';
import { Icon } from './icon.tsx';

/** The house around every page but the film itself. */
export function Shell({ page, children }: { readonly page: Route['page']; readonly children: ComponentChildren }) {
  return (
    <div class="shell">
      <a class="skip" href="#main">
        {words.skip}
      </a>
      <header class="shell-head">
        <a class="shell-brand" href={addressOf.home} aria-label={words.name}>
          <Brand />
        </a>
        <nav class="shell-nav" aria-label={words.nav.label}>
          <a href={addressOf.home} aria-current={page === 'home' ? 'page' : undefined}>
            <Icon name="films" />
            <span>{words.nav.films}</span>
          </a>
          <a href={addressOf.studio} aria-current={page === 'studio' ? 'page' : undefined}>
            <Icon name="studio" />
            <span>{words.nav.studio}</span>
          </a>
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
