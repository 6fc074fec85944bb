import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkAddress } from './network-address.ts';

const at = (address: string, family: 'IPv4' | 'IPv6' = 'IPv4', internal = false) => ({ address, family, internal });

test('the address that is shown is the one that a phone in the house reaches', () => {
  const loopback = { lo: [at('127.0.0.1', 'IPv4', true), at('::1', 'IPv6', true)] };
  const docker = { docker0: [at('172.17.0.1')], 'br-1a2b': [at('192.168.240.1')], veth1: [at('192.168.0.9')] };
  const houses: readonly (readonly [Parameters<typeof networkAddress>[0], string | undefined])[] = [
    [{ ...loopback }, undefined],
    [{ ...loopback, ...docker }, undefined],
    [{ ...docker, ...loopback, wlan0: [at('fe80::1', 'IPv6'), at('192.168.1.5')] }, '192.168.1.5'],
    [{ wg0: [at('10.8.0.2')], enp3s0: [at('172.20.0.4')] }, '172.20.0.4'],
    [{ tailscale0: [at('100.101.102.103')] }, '100.101.102.103'],
    [{ eth0: [at('203.0.113.9')], eth1: [at('10.0.0.5')] }, '10.0.0.5'],
    [
      {
        'vEthernet (WSL)': [at('172.28.0.1')],
        'VirtualBox Host-Only Network': [at('192.168.56.1')],
        'Wi-Fi': [at('10.1.2.3')],
      },
      '10.1.2.3',
    ],
    [{ en0: [at('169.254.7.7')], en1: [at('192.168.178.20')] }, '192.168.178.20'],
    // A container has nothing else, and says so by the name.
    [{ ...loopback, eth0: [at('172.17.0.2')] }, '172.17.0.2'],
  ];
  for (const [interfaces, address] of houses)
    assert.equal(networkAddress(interfaces), address, JSON.stringify(interfaces));
});
