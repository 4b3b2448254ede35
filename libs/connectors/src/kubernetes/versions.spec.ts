import { describe, expect, it } from 'vitest';
import { antreaCoreOf, antreaVersionOf, imageVersion, kubernetesVersionOf, packageOf, releaseOfName } from './versions.js';

describe('names of objects', () => {
  it.each([
    ['v1.35.6---vmware.2-vkr.3', 'v1.35.6+vmware.2-vkr.3', 'v1.35.6+vmware.2'],
    ['v1.24.9---vmware.1-tkg.4', 'v1.24.9+vmware.1-tkg.4', 'v1.24.9+vmware.1'],
    ['v1.33.6---vmware.1-fips-vkr.2', 'v1.33.6+vmware.1-fips-vkr.2', 'v1.33.6+vmware.1-fips'],
    ['v1.26.13---vmware.1-fips.1-tkg.3', 'v1.26.13+vmware.1-fips.1-tkg.3', 'v1.26.13+vmware.1-fips.1'],
    ['v1.32', 'v1.32', 'v1.32'],
  ])('%s is release %s on Kubernetes %s', (name, release, kubernetes) => {
    expect(releaseOfName(name)).toBe(release);
    expect(kubernetesVersionOf(release)).toBe(kubernetes);
  });

  it.each([
    ['antrea.tanzu.vmware.com.2.6.2+vmware.1-tkg.1', 'antrea', '2.6.2+vmware.1-tkg.1'],
    ['antrea.tanzu.vmware.com.2.5.2---vmware.2-tkg.1', 'antrea', '2.5.2+vmware.2-tkg.1'],
    ['antrea.tanzu.vmware.com.1.2.3--vmware.1-tkg.1', 'antrea', '1.2.3+vmware.1-tkg.1'],
    ['antrea.tanzu.vmware.com.1.7.2+vmware.1-tkg.1-advanced', 'antrea', '1.7.2+vmware.1-tkg.1-advanced'],
    ['vsphere-pv-csi.tanzu.vmware.com.3.8.0+vmware.3-tkg.1', 'vsphere-pv-csi', '3.8.0+vmware.3-tkg.1'],
  ])('%s is package %s %s', (text, name, version) => expect(packageOf(text)).toEqual({ name, version }));

  it.each(['antrea', 'antrea.tanzu.vmware.com', '2.6.2', ''])('%j is no package', (text) => expect(packageOf(text)).toBeNull());
});

describe('what Antrea says of itself', () => {
  it.each([
    ['v2.5.2', '2.5.2'],
    ['v2.5.2-1a2b3c4', '2.5.2'],
    ['v2.5.2-1a2b3c4.dirty', '2.5.2'],
    ['v2.5.2+vmware.2', '2.5.2+vmware.2'],
    ['v2.6.0-alpha.1', '2.6.0-alpha.1'],
  ])('%s is %s', (text, version) => expect(antreaVersionOf(text)).toBe(version));

  it('has its numbers in common with its package', () => {
    expect(antreaCoreOf('2.5.2+vmware.2-tkg.1')).toBe(antreaCoreOf('2.5.2'));
    expect(antreaCoreOf('2.6.0-alpha.1')).not.toBe(antreaCoreOf('2.6.0+vmware.1'));
  });
});

describe('an image', () => {
  const digest = `sha256:${'0a'.repeat(32)}`;
  it.each([
    ['projects.registry.vmware.com/antreainterworking/interworking-debian:0.9.0', '0.9.0', null],
    ['localhost:5000/vmware.io/antrea-interworking:1.1.0_vmware.1', '1.1.0+vmware.1', null],
    [`localhost:5000/vmware.io/antrea-interworking:1.1.0@${digest}`, '1.1.0', digest],
    [`localhost:5000/vmware.io/antrea-interworking@${digest}`, null, digest],
    ['localhost:5000/vmware.io/antrea-interworking', null, null],
  ])('%s tells tag %s and digest %s', (image, tag, digest) => expect(imageVersion(image)).toEqual({ tag, digest }));
});
