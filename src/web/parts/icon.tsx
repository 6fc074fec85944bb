/** One set, drawn for this house: 24 units, lines of 1.75, round ends. */
const paths = {
  play: 'M7 4.8v14.4a.8.8 0 0 0 1.2.7l11.6-7.2a.8.8 0 0 0 0-1.4L8.2 4.1a.8.8 0 0 0-1.2.7Z',
  pause: 'M8 4.5v15M16 4.5v15',
  back: 'M4 5v5h5M4.6 10A8 8 0 1 1 4 13.5',
  on: 'M20 5v5h-5M19.4 10A8 8 0 1 0 20 13.5',
  volume: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5ZM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  muted: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5ZM16 9.5l5 5M21 9.5l-5 5',
  captions:
    'M5 5.5h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2ZM10.5 10.6a2 2 0 1 0 0 2.8M17 10.6a2 2 0 1 0 0 2.8',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M13 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0M7 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0',
  full: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  notFull: 'M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5',
  keys: 'M4.5 6.5h15a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 16V8a1.5 1.5 0 0 1 1.5-1.5ZM7 10.5h.01M11 10.5h.01M15 10.5h.01M8.5 14h7',
  left: 'M19 12H5M11 6l-6 6 6 6',
  close: 'M6 6l12 12M18 6 6 18',
  films: 'M4 20V11a8 8 0 0 1 16 0v9M2.5 20h19M12 3c0 7-2.500 12-8 15M12 3c0 7 2.500 12 8 15',
  studio:
    'M4 10h16v9a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1ZM4 10l-.6-3.200 15.700-3.400.6 3.100ZM8.500 9l1.800-3.800M13.500 8l1.800-3.800',
  check: 'M5 12.5 10 17.500 19.500 7',
  warning: 'M12 4 2.800 19.500h18.400ZM12 10v4.500M12 17h.01',
  noSignal:
    'M3 9a14 14 0 0 1 5-3M21 9a14 14 0 0 0-8-3.800M6.500 13a8 8 0 0 1 3-1.800M17.500 13a8 8 0 0 0-1.500-1M12 18h.01M4 4l16 16',
  add: 'M12 5v14M5 12h14',
  upload: 'M12 16V5M7 9.500 12 4.500l5 5M5 19.500h14',
  dots: 'M6 12h.01M12 12h.01M18 12h.01',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, solid = false }: { readonly name: IconName; readonly solid?: boolean }) {
  return (
    <svg class={solid ? 'icon icon-solid' : 'icon'} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
