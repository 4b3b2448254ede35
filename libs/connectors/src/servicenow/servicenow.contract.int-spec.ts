import { createCertificateAuthority, serveServiceNow } from '@lockstep/simulation';
import { describeChangeSystem } from '@lockstep/testing/contracts/change-system';
import { tlsOfStandIns } from '../../test/changes/certificates.js';
import { serviceNowConnector } from './index.js';

const other = createCertificateAuthority('another');

describeChangeSystem('ServiceNow', async () => {
  const served = await serveServiceNow({ tls: await tlsOfStandIns(), items: ['nsx-1', 'sup-1'] });
  const { url, ca, people, behaviour, faults, requests } = served;
  const [login] = served.logins as [{ username: string; password: string }];
  const wrong = 'wrong-and-secret-all-the-same';
  const another = (await other).certificate;
  return {
    people,
    changes: () => served.changes(),
    strangeState: 'Awaiting vendor',
    approvalsOnRevise: 'taken-back',
    longest: { summary: 160, text: 4_000 },
    wire: {
      faults,
      requests,
      secrets: [login.password, wrong],
      credentials: Buffer.from(`${login.username}:${login.password}`).toString('base64'),
      making: /^POST .*\/change\/normal/,
      moving: /^PATCH/,
      refusal: (text) => ({ error: { message: text, detail: '' }, status: 'failure' }),
      dropPlans: () => (behaviour.readOnly = ['implementation_plan']),
      letMove: (whether) => (behaviour.moves = whether === 'yes' ? 'done' : 'refused'),
      readOnly: () => (behaviour.rights = 'read'),
    },
    connect({ secret, timeouts, answerLimit, allowedNetworks = ['127.0.0.0/8'], caBundle } = {}) {
      const connector = serviceNowConnector({ allowedNetworks, timeouts, answerLimit, pause: 1 });
      return connector.open({
        id: 'changes',
        settings: connector.settings.parse({ url, caBundle: caBundle ? another : ca }),
        secret: secret === 'wrong' ? { ...login, password: wrong } : login,
      });
    },
    close: () => served.close(),
  };
});
