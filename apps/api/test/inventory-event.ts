const event = {
  specversion: '1.0',
  id: '1',
  source: '/collectors/fra',
  type: 'dev.lockstep.cluster.version-observed.v1',
  subject: 'cluster-fra/pay',
  time: '2026-11-20T06:00:00Z',
  data: { component: 'vkr', version: 'v1.34.1+vmware.1' },
};

/** A CloudEvent that would be recorded, but for what is changed in it. */
export const inventoryEvent = <Change extends object>(change: Change): typeof event & Change => ({ ...event, ...change });
