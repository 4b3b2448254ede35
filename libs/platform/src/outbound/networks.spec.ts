import { describe, expect, it } from 'vitest';
import { addressJudge } from './index.js';

const judge = (...allowedNetworks: string[]) => addressJudge({ allowedNetworks }, 'anywhere');

describe('judging an address', () => {
  it.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('lets the public address %s be called', (address) => {
    expect(judge()(address)).toBeNull();
  });

  it.each([
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['169.254.169.254', 'link-local'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'reserved'],
    ['240.0.0.1', 'reserved'],
    ['192.0.2.1', 'reserved'],
    ['198.18.0.1', 'reserved'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['fd00:ec2::254', 'private'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['fec0::1', 'reserved'],
    ['ff02::1', 'multicast'],
    ['2001:db8::1', 'reserved'],
  ])('refuses %s, which is %s', (address, kind) => {
    expect(judge()(address)).toContain(` ${kind} address`);
  });

  it.each(['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:169.254.169.254', '::ffff:10.0.0.1'])(
    'judges %s by the IPv4 address in it',
    (address) => {
      expect(judge()(address)).not.toBeNull();
      expect(judge('127.0.0.0/8', '10.0.0.0/8', '169.254.0.0/16')(address)).toBeNull();
    },
  );

  it.each(['64:ff9b::7f00:1', '2002:7f00:1::1', '::7f00:1', '2001::1', '4000::1'])(
    'refuses %s, in which another network may hide',
    (address) => {
      expect(judge()(address)).toContain('reserved');
    },
  );

  it('opens an allowed network and nothing beside it', () => {
    const judged = judge('10.20.0.0/16', 'fd00:20::/32');
    expect(judged('10.20.255.1')).toBeNull();
    expect(judged('10.21.0.1')).toContain('private');
    expect(judged('fd00:20::1')).toBeNull();
    expect(judged('fd00:21::1')).toContain('private');
  });

  it('does not open the metadata of a cloud by an entry for everything', () => {
    expect(judge('0.0.0.0/0', '::/0')('10.0.0.1')).toBeNull();
    expect(judge('0.0.0.0/0', '::/0')('169.254.169.254')).toContain('link-local');
    expect(judge('0.0.0.0/0', '::/0')('fe80::1')).toContain('link-local');
    expect(judge('169.254.169.254/32')('169.254.169.254')).toBeNull();
  });

  it.each(['0177.0.0.1', '127.1', '2130706433', '0x7f.0.0.1', 'localhost', ''])('takes %j for no address at all', (text) => {
    expect(judge('0.0.0.0/0')(text)).toBe('what the name leads to is not an address');
  });

  it('takes an allowed loopback address only where nothing is encrypted', () => {
    const judged = addressJudge({ allowedNetworks: ['127.0.0.0/8', '10.0.0.0/8'] }, 'loopback');
    expect(judged('127.0.0.1')).toBeNull();
    expect(judged('10.0.0.1')).toContain('use https');
    expect(judged('8.8.8.8')).toContain('use https');
    expect(judged('::1')).toContain('LOCKSTEP_ALLOWED_NETWORKS');
  });

  it('does not start with a network that is none', () => {
    expect(() => judge('10.0.0.0')).toThrow('found "10.0.0.0"');
  });
});
