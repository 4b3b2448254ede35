import { namedWorld, serveWorld } from '@lockstep/simulation';
import { describeInventorySource } from '@lockstep/testing/contracts/inventory-source';
import { nsxConnector } from './index.js';

describeInventorySource('an NSX manager', async (options) => {
  const served = await serveWorld(namedWorld('tiny'), options);
  const { url, user, password, ca } = served.nsxManagers['nsx-1']!;
  const wrong = 'wrong-and-secret-all-the-same';
  return {
    served,
    server: 'nsx-manager nsx-1',
    root: { kind: 'nsx-manager', id: 'nsx-1' },
    secrets: [password, wrong],
    open({ now = () => new Date().toISOString(), caBundle = ca ?? undefined, tls, secret, allowedNetworks = ['127.0.0.0/8'] } = {}) {
      const connector = nsxConnector({
        allowedNetworks,
        backOff: 1,
        pace: { concurrency: 40, interval: 1_000, intervalCap: 100, strict: false },
      });
      return connector.open({
        id: 'nsx-source',
        settings: connector.settings.parse({ url, nsxManager: 'nsx-1', caBundle, tls }),
        secret: { username: user, password: secret === 'wrong' ? wrong : password },
        now,
      });
    },
  };
});
