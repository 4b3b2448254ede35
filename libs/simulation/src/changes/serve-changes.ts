import { createCertificateAuthority } from '../serve/certificate-authority.js';
import type { HttpHandler } from '../serve/http-answer.js';
import { listen, type ServerTls } from '../serve/listener.js';
import type { ServedRequest } from '../serve/serve-world.js';
import { WireFaults } from '../serve/wire-faults.js';
import type { ChangeServeOptions } from './change-people.js';

/** @param server what faults and requests call it */
export async function serveChanges(server: string, options: ChangeServeOptions<unknown>, handler: (url: () => string) => HttpHandler) {
  const { host = '127.0.0.1', faults = new WireFaults(), now = Date.now } = options;
  const tls = options.tls === 'own' ? await ownCertificate(server, host) : options.tls;
  const requests: ServedRequest[] = [];
  const handle = handler(() => listening.url);
  const listening = await listen({
    server,
    host,
    faults,
    now,
    tls,
    handler: () => async (request) => {
      const answer = await handle(request);
      requests.push({ server, method: request.method, path: request.path, query: request.query.toString(), status: answer.status });
      return answer;
    },
  });
  return { url: listening.url, ca: tls?.ca ?? null, faults, requests, close: () => listening.close() };
}

async function ownCertificate(server: string, host: string): Promise<ServerTls & { readonly ca: string }> {
  const authority = await createCertificateAuthority(server);
  const { key, certificate } = await authority.issue({ names: [host] });
  return { key, cert: certificate, ca: authority.certificate };
}
