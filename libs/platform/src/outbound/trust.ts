import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import { OutboundError } from './outbound-error.js';

export interface Trust {
  /** PEM, one or more certificates; trusted beside those that Node brings. */
  readonly caBundle?: string | undefined;
  /** `bundle`: only the certificates of `caBundle` are trusted, as a kubeconfig means it. @default 'system-and-bundle' */
  readonly roots?: 'system-and-bundle' | 'bundle';
  /** PEM. The certificate may be followed by those that lead to its issuer. */
  readonly clientCertificate?: { readonly certificate: string; readonly key: string } | undefined;
}

/**
 * Made once for all connections of one outbound: reading all roots takes longer than a handshake.
 *
 * @throws OutboundError when a certificate or key cannot be read
 */
export function createTrust({ caBundle, clientCertificate, roots }: Trust): tls.SecureContext {
  if (roots === 'bundle' && caBundle === undefined)
    throw new OutboundError('certificate-untrusted', 'no certificate is trusted: there is no CA bundle');
  const problem = caBundle === undefined ? null : caBundleProblem(caBundle);
  if (problem !== null) throw new OutboundError('certificate-untrusted', `the CA bundle ${problem}`);
  try {
    return tls.createSecureContext({
      ...(caBundle !== undefined && { ca: [...(roots === 'bundle' ? [] : defaultRoots()), ...certificatesIn(caBundle)] }),
      ...(clientCertificate && { cert: clientCertificate.certificate, key: clientCertificate.key }),
    });
  } catch (error) {
    throw new OutboundError('certificate-refused', 'our client certificate and its key cannot be read or do not belong together', {
      cause: error,
    });
  }
}

/** What is wrong with a CA bundle, to go on after its name; null: it can be used. */
export function caBundleProblem(pem: string): string | null {
  const certificates = certificatesIn(pem);
  if (certificates.length === 0) return 'holds no certificate in PEM form';
  const unreadable = certificates.findIndex((certificate) => !isReadable(certificate));
  return unreadable === -1 ? null : `holds something unreadable as certificate ${unreadable + 1} of ${certificates.length}`;
}

const certificatesIn = (pem: string): string[] => pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/** From Node 22.15 on with those of NODE_EXTRA_CA_CERTS, which before count only where no bundle is given. */
const defaultRoots = (): readonly string[] =>
  (tls as { getCACertificates?: (kind: 'default') => string[] }).getCACertificates?.('default') ?? tls.rootCertificates;
