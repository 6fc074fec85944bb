import type { Discovery } from './port.ts';

/** Asks one after the other; the first that knows a service is believed. Announces to all. */
export function firstOf(discoveries: readonly Discovery[]): Discovery {
  return {
    async find(service, options) {
      for (const discovery of discoveries) {
        const peers = await discovery.find(service, options);
        if (peers.length > 0) return peers;
      }
      return [];
    },
    async announce(me) {
      const withdrawals = await Promise.all(discoveries.map((discovery) => discovery.announce(me)));
      return async () => {
        await Promise.all(withdrawals.map((withdraw) => withdraw()));
      };
    },
    async all() {
      const found = await Promise.all(discoveries.map((discovery) => discovery.all()));
      return found.flat();
    },
  };
}
