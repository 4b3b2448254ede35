import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseConnection, readToken, readUrl, fetchInTime } from './connection.js';
import { contextFilePath, type Contexts, readContexts, writeContexts } from './context-file.js';

const contexts: Contexts = {
  current: 'lab',
  contexts: {
    lab: { url: 'https://lab.example', token: 'lab-token' },
    prod: { url: 'https://prod.example/lockstep', token: 'prod-token' },
  },
};
const choose = (options: Parameters<typeof chooseConnection>[0], settings: Parameters<typeof chooseConnection>[1] = {}, known = contexts) =>
  chooseConnection(options, settings, () => known);
const none: Contexts = { current: null, contexts: {} };

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'lockstep-contexts-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('which service is asked, and as whom', () => {
  it('is said by flags before the environment, and there before the context', () => {
    const tokenFile = path.join(folder, 'token');
    writeFileSync(tokenFile, 'file-token\n');
    expect(choose({})).toEqual({ url: 'https://lab.example', token: 'lab-token' });
    expect(choose({}, { context: 'prod' })).toEqual({ url: 'https://prod.example/lockstep', token: 'prod-token' });
    expect(choose({ context: 'lab' }, { context: 'prod' })).toMatchObject({ token: 'lab-token' });
    expect(choose({}, { url: 'https://env.example/', token: 'env-token' })).toEqual({ url: 'https://env.example', token: 'env-token' });
    expect(choose({ url: 'https://flag.example', tokenFile }, { url: 'https://env.example', token: 'env-token' })).toEqual({
      url: 'https://flag.example',
      token: 'file-token',
    });
    expect(choose({}, { token: 'env-token' })).toEqual({ url: 'https://lab.example', token: 'env-token' });
  });

  it('never has the token of a context go to another service', () => {
    expect(() => choose({ url: 'https://elsewhere.example' })).toThrow(
      'https://elsewhere.example; LOCKSTEP_TOKEN; a token of the service is needed',
    );
    expect(() => choose({}, { url: 'https://lab.example.evil' })).toThrow('a token of the service is needed');
    expect(() => choose({ url: 'http://lab.example' })).toThrow('a token of the service is needed');
    expect(choose({ url: 'https://lab.example/' })).toMatchObject({ token: 'lab-token' });
  });

  it('asks for no context where everything is given, as in a pipeline', () => {
    const unreadable = () => {
      throw new Error('not to be read');
    };
    expect(chooseConnection({}, { url: 'https://env.example', token: 't' }, unreadable)).toMatchObject({ token: 't' });
  });

  it.each([
    [{}, none, 'service; url; must be given'],
    [{ context: 'constructor' }, contexts, 'context constructor; must be one of `lockstep context list`; found none'],
    [{ url: 'nowhere' }, contexts, '--url; must be a URL such as https://lockstep.example; found "nowhere"'],
    [{ url: 'ftp://host' }, contexts, 'must be a URL such as'],
    [{ url: 'https://user:secret@host' }, contexts, '--url; must hold no password, query or fragment; found one in a URL of host'],
  ])('is refused: %j', (options, known, message) => {
    expect(() => choose(options, {}, known)).toThrow(message);
  });

  it('has a token that is the first line of what is given, and is never repeated', () => {
    expect(readToken('stdin', '  token-1 \nsecond line\n')).toBe('token-1');
    expect(() => readToken('stdin', 'my secret words')).toThrow(
      'stdin; must hold a token of visible ASCII characters; found 15 characters that are none',
    );
    expect(() => readToken('stdin', '')).toThrow('stdin; must hold a token in its first line; found nothing there');
    expect(readUrl('--url', 'https://host:8443/prefix//')).toBe('https://host:8443/prefix');
  });
});

describe('the file of contexts', () => {
  const file = (): string => path.join(folder, 'lockstep', 'contexts.json');

  it('is read as it was written, by its owner alone, in a folder of their own', () => {
    expect(readContexts(file())).toEqual(none);
    writeContexts(contexts, file());
    expect(readContexts(file())).toEqual(contexts);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file())).mode & 0o777).toBe(0o700);
  });

  it.each([0o640, 0o604, 0o660, 0o644])('is not used with mode %o', (mode) => {
    writeContexts(contexts, file());
    chmodSync(file(), mode);
    expect(() => readContexts(file())).toThrow(/mode; must be readable by its owner alone; found 0\d{3}: chmod 600/);
  });

  it.each([
    '',
    '{"current"',
    '[]',
    '{"current":"lab","contexts":{"lab":{"url":"file:///etc","token":"t"}}}',
    '{"current":null,"contexts":{},"more":1}',
  ])('is not used when it holds %s, and no token is told', (text) => {
    writeContexts(contexts, file());
    writeFileSync(file(), text);
    expect(() => readContexts(file())).toThrow('must be as `lockstep login` wrote it');
  });

  it('lies where XDG says, unless that is relative', () => {
    expect(contextFilePath({ XDG_CONFIG_HOME: '/etc/me' })).toBe('/etc/me/lockstep/contexts.json');
    expect(contextFilePath({ XDG_CONFIG_HOME: 'me' })).toMatch(/\/\.config\/lockstep\/contexts\.json$/);
  });
});

describe('a service that takes the question and never answers', () => {
  it('is away after a while, and one whose answer has begun may take its time', async () => {
    const server = createServer(({ url }, response) => {
      if (url !== '/slow') return;
      response.write('a');
      setTimeout(() => response.end('b'), 200);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await expect(fetchInTime(new Request(`${address}/never`), 100)).rejects.toThrow('no answer in 0.1 s');
      expect(await (await fetchInTime(new Request(`${address}/slow`), 100)).text()).toBe('ab');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
