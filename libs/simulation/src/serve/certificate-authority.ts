import { generate } from 'selfsigned';

/** All PEM. */
export interface IssuedCertificate {
  readonly certificate: string;
  readonly key: string;
}

export interface CertificateRequest {
  /** DNS names and IP addresses; the first is the common name. */
  readonly names: readonly string[];
  /** @default yesterday */
  readonly from?: Date;
  /** @default in a year */
  readonly until?: Date;
}

/** A certificate authority known to nobody, for servers of a world and of tests. */
export interface CertificateAuthority {
  /** What to trust. */
  readonly certificate: string;
  issue(request: CertificateRequest): Promise<IssuedCertificate>;
}

const DAY = 86_400_000;

const validity = ({ from = new Date(Date.now() - DAY), until = new Date(Date.now() + 365 * DAY) }: Partial<CertificateRequest>) => ({
  keyType: 'ec' as const,
  algorithm: 'sha256',
  notBeforeDate: from,
  notAfterDate: until,
});

export async function createCertificateAuthority(name = 'made-up authority'): Promise<CertificateAuthority> {
  const root = await generate([{ name: 'commonName', value: name }], {
    ...validity({}),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    certificate: root.cert,
    async issue(request) {
      const { names } = request;
      const issued = await generate([{ name: 'commonName', value: names[0]! }], {
        ...validity(request),
        ca: { key: root.private, cert: root.cert },
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'keyUsage', digitalSignature: true },
          { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
          {
            name: 'subjectAltName',
            altNames: names.map((one) => (/^[\d.]+$|:/.test(one) ? { type: 7 as const, ip: one } : { type: 2 as const, value: one })),
          },
        ],
      });
      return { certificate: issued.cert, key: issued.private };
    },
  };
}
