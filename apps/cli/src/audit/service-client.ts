import { readSettings } from '@lockstep/platform/config';
import { Option } from 'commander';
import { InputError } from '../input.js';
import { RestClient } from '../rest-client.js';

export const urlOption = (): Option => new Option('--url <url>', 'a running service; the token is taken from LOCKSTEP_TOKEN');

/** Throws `InputError` where a service can not be asked. */
export function openClient(url: string): RestClient {
  if (!URL.canParse(url)) throw new InputError([`--url: must be a URL; found ${JSON.stringify(url)}`]);
  const reading = readSettings(process.env);
  if (reading.outcome === 'invalid') throw new InputError(reading.problems);
  const { token } = reading.settings;
  if (token === undefined) throw new InputError(['LOCKSTEP_TOKEN: a token of the service is needed; found none']);
  return new RestClient(url, token);
}

/** Throws `InputError` where a service can not be asked, or does not answer as it should. */
export function openService(url: string): { get<Body>(path: string): Promise<Body>; delete(path: string): Promise<void> } {
  const client = openClient(url);
  const send = (method: 'GET' | 'DELETE', path: string) =>
    client.send(method, path).catch((error: unknown) => {
      throw new InputError([`${url}: ${(error as Error).message}`]);
    });
  return {
    get: async <Body>(path: string) => (await send('GET', path)).body as Body,
    delete: async (path) => void (await send('DELETE', path)),
  };
}
