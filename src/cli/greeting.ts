import { qrCode } from './qr-code.ts';

export interface Greeting {
  readonly dataFolder: string;
  /** Where the door is on this machine, with what makes its visitor the owner. */
  readonly ownerAddress: string;
  /** Where the door is in the network; undefined where nobody in it can come in, or no address is known. */
  readonly networkAddress: string | undefined;
  /** True where this machine alone reaches the door. */
  readonly isLoopback: boolean;
  /** Where a proxy shows it. */
  readonly origins: readonly string[];
  readonly colours: boolean;
}

/** What a start prints: how to come in as the owner, and how others come in. */
export function greeting(given: Greeting): string {
  return [
    `Bijou is open at ${given.ownerAddress}`,
    'Whoever opens that address becomes the owner; without what follows "?token=" it is for watching.',
    ...others(given),
    `Data folder: ${given.dataFolder}. Stop it with Ctrl-C.`,
  ].join('\n');
}

function others({ networkAddress, isLoopback, origins, colours }: Greeting): readonly string[] {
  if (origins.length > 0) return [`Others see it at ${origins.join(' and ')}`];
  if (isLoopback)
    return ['Only this machine reaches it. For phones and televisions in your network, start it with HOST=0.0.0.0.'];
  if (networkAddress === undefined) return [];
  return [
    `Phones and televisions in your network open ${networkAddress}`,
    qrCode(networkAddress, { colours }),
    'The code brings no token: whoever scans it may watch, and change nothing.',
  ];
}
