import { Reach } from './outbound.addresses';

const internet = new Reach([]);

describe('what may be called without being opened', () => {
  it.each(['1.1.1.1', '114.114.114.114', '223.5.5.5', '172.32.0.1', '100.128.0.1', '2400:3200::1', '2606:4700::1111'])(
    '%s of the internet may',
    (address) => expect(internet.allows(address)).toBe(true),
  );

  it.each([
    ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '100.127.255.255', '192.0.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...[
      '::1',
      '::',
      'fc00::1',
      'fd12:3456::1',
      'fe80::1',
      'ff02::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '::127.0.0.1',
    ],
    ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', '2001::1'],
  ])('%s may not', (address) => expect(internet.allows(address)).toBe(false));

  it.each([
    'localhost',
    'LOCALHOST.',
    'a.localhost',
    'printer.local',
    'x.internal',
    '127.0.0.1',
    '[::1]',
    '[::ffff:7f00:1]',
  ])('the name %s is refused before it is looked up', (name) => expect(internet.refusesName(name)).toBe(true));

  it('other names are looked up', () => expect(internet.refusesName('qyapi.weixin.qq.com')).toBe(false));
});

describe('the bureau opens its own', () => {
  const reach = new Reach(['mail.bureau.cn', '10.1.2.0/24', '192.168.1.9', 'fd00:1::/32']);

  it('hosts by name, whatever they resolve to', () => {
    expect(reach.ownHost('Mail.Bureau.cn.')).toBe(true);
    expect(reach.ownHost('evil.mail.bureau.cn')).toBe(false);
  });

  it('networks and addresses, and nothing beside them', () => {
    expect(['10.1.2.255', '192.168.1.9', 'fd00:1::8'].map((address) => reach.allows(address))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['10.1.3.0', '192.168.1.10', 'fd00:2::1', '127.0.0.1'].some((address) => reach.allows(address))).toBe(false);
    expect(reach.refusesName('10.1.2.3')).toBe(false);
    expect(reach.refusesName('10.1.3.3')).toBe(true);
  });
});
