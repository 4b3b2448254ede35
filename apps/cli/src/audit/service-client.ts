import { Option } from 'commander';
import { openConnection } from '../online/connection.js';
import { inputErrorOf } from '../online/input-error-of.js';

export const urlOption = (): Option =>
  new Option('--url <url>', 'a running service; the token is that of LOCKSTEP_TOKEN, else of its context');

/** Throws `InputError` where a service can not be asked, or does not answer as it should. */
export function openService(url: string): { get<Body>(path: string): Promise<Body>; delete(path: string): Promise<void> } {
  const client = openConnection({ url });
  const send = async <Body>(method: string, path: string): Promise<Body> => {
    try {
      return (await client.request<Body>(method, path)).data;
    } catch (error) {
      throw inputErrorOf(error);
    }
  };
  return { get: (path) => send('GET', path), delete: (path) => send('DELETE', path) };
}
