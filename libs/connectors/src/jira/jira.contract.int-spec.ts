import { createCertificateAuthority, serveJira } from '@lockstep/simulation';
import { describeChangeSystem } from '@lockstep/testing/contracts/change-system';
import { tlsOfStandIns } from '../../test/changes/certificates.js';
import { STATUSES } from '../../test/changes/jira-statuses.js';
import { jiraConnector } from './index.js';

const other = createCertificateAuthority('another');

describeChangeSystem('Jira Service Management', async () => {
  const served = await serveJira({ tls: await tlsOfStandIns() });
  const { url, ca, people, behaviour, faults, requests, project } = served;
  const [login] = served.logins as [{ email: string; apiToken: string }];
  const wrong = 'wrong-and-secret-all-the-same';
  const another = (await other).certificate;
  return {
    people,
    changes: () => served.changes(),
    strangeState: 'Awaiting vendor',
    approvalsOnRevise: 'kept-for-good',
    longest: { summary: 255, text: 30_000 },
    wire: {
      faults,
      requests,
      secrets: [login.apiToken, wrong],
      credentials: Buffer.from(`${login.email}:${login.apiToken}`).toString('base64'),
      making: /^POST \/rest\/api\/3\/issue$/,
      moving: /^POST .*\/transitions$/,
      refusal: (text) => ({ errorMessages: [], errors: { customfield_10099: text } }),
      dropPlans: () => (behaviour.emptied = ['Implementation plan']),
      letMove: (whether) => (behaviour.transitions = whether === 'yes' ? 'done' : 'refused'),
      readOnly: () => (behaviour.rights = 'read'),
    },
    connect({ secret, timeouts, answerLimit, allowedNetworks = ['127.0.0.0/8'], caBundle } = {}) {
      const connector = jiraConnector({ allowedNetworks, timeouts, answerLimit });
      return connector.open({
        id: 'changes',
        settings: connector.settings.parse({
          url,
          project,
          caBundle: caBundle ? another : ca,
          statuses: STATUSES,
          outcomes: { successful: ['Completed'], unsuccessful: ['Failed'] },
        }),
        secret: secret === 'wrong' ? { ...login, apiToken: wrong } : login,
      });
    },
    close: () => served.close(),
  };
});
