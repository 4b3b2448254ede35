import { createCertificateAuthority } from '@lockstep/simulation';

const authority = createCertificateAuthority('example');

/** One certificate for all stand-ins of a file, because making one takes longer than a test. */
export async function tlsOfStandIns() {
  const { certificate: ca, issue } = await authority;
  const { key, certificate: cert } = await (issued ??= issue({ names: ['127.0.0.1'] }));
  return { key, cert, ca };
}
let issued: Promise<{ key: string; certificate: string }> | undefined;
