import { words } from '../words/index.ts';

/** The wordmark, and the house's front beside it. */
export function Brand() {
  return (
    <span class="brand">
      <svg class="brand-mark" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
        <path class="brand-arch" d="M10 54V30a22 22 0 0 1 44 0v24" />
        <path
          class="brand-velvet"
          d="M13 54V30a19 19 0 0 1 19-19c-2 18-8 32-19 43ZM51 54V30a19 19 0 0 0-19-19c2 18 8 32 19 43Z"
        />
        <path class="brand-jewel" d="m32 28 5.500 6.500L32 45l-5.500-10.500z" />
        <path class="brand-rail" d="M5 55h54" />
      </svg>
      <span class="brand-word">{words.name}</span>
    </span>
  );
}
