import { FAULT_OF_CALL } from '@lockstep/fleet/domain';
import type { SourceConnector } from '@lockstep/fleet/scans';
import { type AddressPolicy, createOutbound, OutboundError, type OutboundOptions } from '@lockstep/platform/outbound';
import { CallFailure } from './faults.js';
import { NsxClient } from './nsx-client.js';
import type { NsxLogin } from './nsx-session.js';
import { NsxSource } from './nsx-source.js';
import { type Pace, RequestBudgets } from './request-budget.js';
import { type NsxSecret, nsxSecret, type NsxSettings, nsxSettings } from './settings.js';

export interface NsxConnectorOptions extends AddressPolicy, Pick<OutboundOptions, 'timeouts' | 'answerLimit' | 'resolve'> {
  /** Milliseconds, see `NsxClientOptions`. */
  readonly backOff?: number;
  /** Instead of what NSX takes of one client. */
  readonly pace?: Pace;
}

/** NSX managers by their Policy API. One connector to a process: what it opens shares the limits of each manager. */
export function nsxConnector({ backOff, pace, ...outbound }: NsxConnectorOptions): SourceConnector<NsxSettings, NsxSecret> {
  const budgets = new RequestBudgets(pace);
  return {
    system: 'nsx',
    settings: nsxSettings,
    secret: nsxSecret,
    speaksFor: ({ nsxManager }) => ({ kind: 'nsx-manager', id: nsxManager }),
    open: ({ settings, secret, now, clustersInVpcs = () => Promise.resolve([]) }) =>
      new NsxSource({
        settings,
        now,
        clustersInVpcs,
        connect() {
          const login = loginOf(settings, secret);
          const { url, caBundle, tls } = settings;
          const clientCertificate = 'clientKey' in secret ? { certificate: secret.clientCertificate, key: secret.clientKey } : undefined;
          try {
            return new NsxClient({
              url,
              login,
              budget: budgets.of(url),
              outbound: createOutbound({ ...outbound, caBundle, tls, clientCertificate }),
              backOff,
            });
          } catch (error) {
            if (error instanceof OutboundError)
              throw new CallFailure(FAULT_OF_CALL[error.kind], 'settings', error.detail, null, { cause: error });
            throw error;
          }
        },
      }),
  };
}

function loginOf({ login }: NsxSettings, secret: NsxSecret | null): NsxLogin {
  if (login === 'certificate' && secret && 'clientKey' in secret) return { login };
  if (login !== 'certificate' && secret && 'password' in secret) return { login, username: secret.username, password: secret.password };
  throw new CallFailure(
    'login-refused',
    'settings, /login',
    login === 'certificate' ? 'the login needs a client certificate with its key' : 'the login needs a user name and a password',
  );
}
