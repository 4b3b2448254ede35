import { namedWorld, serveWorld } from '@lockstep/simulation';
import { describeInventorySource } from '@lockstep/testing/contracts/inventory-source';
import { openSupervisor } from '../../test/kubernetes/open-supervisor.js';

describeInventorySource('a Supervisor', async (options) => {
  const served = await serveWorld(namedWorld('tiny'), options);
  const token = 'not-the-token-of-anybody';
  return {
    served,
    server: 'supervisor sup-1',
    root: { kind: 'supervisor', id: 'sup-1' },
    secrets: [served.supervisors['sup-1']!.token, token],
    open: ({ now, caBundle, tls, secret, allowedNetworks } = {}) =>
      openSupervisor(served, 'sup-1', {
        now,
        allowedNetworks,
        settings: { ...(caBundle && { caBundle }), ...(tls && { tls }) },
        ...(secret === 'wrong' && { secret: { token } }),
      }),
  };
});
