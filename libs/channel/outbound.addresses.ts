import { BlockList, isIP } from 'node:net';

/** Not of the internet: this machine, the networks around it, what nobody has been given, groups. */
const PRIVATE_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** The same, and every way to write an IPv4 address as one of IPv6. */
const PRIVATE_V6 = [
  '::/96',
  '::ffff:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

type Family = 'ipv4' | 'ipv6';
const familyOf = (address: string): Family => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** One list per family: an IPv4 address would be found in `::ffff:0:0/96` as well. */
function listsOf(ranges: readonly string[]): Record<Family, BlockList> {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const range of ranges) {
    const [net = '', bits] = range.split('/');
    lists[familyOf(net)].addSubnet(
      net,
      bits === undefined ? (isIP(net) === 4 ? 32 : 128) : Number(bits),
      familyOf(net),
    );
  }
  return lists;
}

const PRIVATE = listsOf([...PRIVATE_V4, ...PRIVATE_V6]);

/** `[::1]` and `host.` as `::1` and `host`. */
export const bareHost = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');

/** Whether an entry of `OUTBOUND_ALLOW` is a network or an address, rather than a host's name. */
const isRange = (entry: string): boolean => isIP(entry.split('/')[0] ?? '') !== 0;

/** What may be called: the internet, and what the bureau opened of its own. */
export class Reach {
  private readonly hosts: Set<string>;
  private readonly opened: Record<Family, BlockList>;

  /** @param allowed hosts and CIDRs of the setting `OUTBOUND_ALLOW` */
  constructor(allowed: readonly string[]) {
    this.hosts = new Set(allowed.filter((entry) => !isRange(entry)).map(bareHost));
    this.opened = listsOf(allowed.filter(isRange));
  }

  /** Whether the name itself is one of the bureau's own: then its addresses do not matter. */
  ownHost(host: string): boolean {
    const name = bareHost(host);
    return this.hosts.has(name) || (isIP(name) !== 0 && this.own(name));
  }

  /** Whether an address may be connected to. */
  allows(address: string): boolean {
    const family = familyOf(address);
    return this.own(address) || !PRIVATE[family].check(address, family);
  }

  /** Whether the name says without a look-up that it is not of the internet. */
  refusesName(host: string): boolean {
    const name = bareHost(host);
    if (this.ownHost(name)) return false;
    return isIP(name) !== 0 ? !this.allows(name) : /(^|\.)(localhost|local|internal|home\.arpa)$/.test(name);
  }

  private own(address: string): boolean {
    const family = familyOf(address);
    return this.opened[family].check(address, family);
  }
}
