import type { NetworkInterfaceInfo } from 'node:os';

type Interfaces = Readonly<
  Record<string, readonly Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal'>[] | undefined>
>;

/** Between machines that are no machines: containers, virtual machines, phones that share their radio. */
const virtual =
  /^(?:docker|podman|br-|bridge|veth|virbr|vmnet|vboxnet|lxc|lxd|cni|flannel|cali|kube|awdl|llw|anpi|ap\d)|virtualbox|vmware|vethernet|hyper-v/i;
/** Only those who are in the same one reach these. */
const tunnel = /^(?:tun|tap|utun|wg|ppp|ipsec|tailscale|zt)|wireguard|openvpn|tailscale|zerotier/i;

/**
 * The address at which the other machines of the household most likely reach this one; undefined where there is none.
 * IPv4, which every phone and television has, and which a page's policy can name.
 */
export function networkAddress(interfaces: Interfaces): string | undefined {
  const found = Object.entries(interfaces).flatMap(([name, entries = []]) =>
    entries
      .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
      .filter(() => !virtual.test(name))
      .map(({ address }) => ({ address, rank: rankOf(address) + (tunnel.test(name) ? 10 : 0) })),
  );
  return found.toSorted((a, b) => a.rank - b.rank)[0]?.address;
}

/** Homes first, then larger private networks, then what the whole world may reach. */
function rankOf(address: string): number {
  if (address.startsWith('192.168.')) return 0;
  if (address.startsWith('10.')) return 1;
  if (/^172\.(?:1[6-9]|2\d|3[01])\./.test(address)) return 2;
  return /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(address) ? 4 : 3;
}
