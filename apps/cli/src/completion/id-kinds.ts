/** What a service, or the file of contexts, is asked for. */
export const ID_KINDS = [
  'plans',
  'clusters',
  'scans',
  'sources',
  'webhooks',
  'change-systems',
  'nsx-managers',
  'supervisors',
  'contexts',
] as const;
export type IdKind = (typeof ID_KINDS)[number];

/** By what stands between the angle brackets of an argument or option. */
export const ID_KIND_OF: Readonly<Record<string, IdKind>> = {
  plan: 'plans',
  'other-plan': 'plans',
  cluster: 'clusters',
  scan: 'scans',
  source: 'sources',
  webhook: 'webhooks',
  system: 'change-systems',
  nsx: 'nsx-managers',
  supervisor: 'supervisors',
  context: 'contexts',
};
