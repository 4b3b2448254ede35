import { ArchivedError, HeldBackError, StoreBusyError } from '@lockstep/event-store';
import { describe, expect, it } from 'vitest';
import { classifyError } from './classify-error.js';

describe('an error that no route expected', () => {
  it('asks the client to come again when too many appends wait', () => {
    expect(classifyError(new StoreBusyError('append; stream s; at most 2 may wait'))).toMatchObject({
      status: 503,
      detail: 'append; stream s; at most 2 may wait',
      headers: { 'retry-after': '1' },
    });
  });

  it('asks the client to come again when what is on record can not be read yet', () => {
    expect(classifyError(new HeldBackError('premises; record; must be read'))).toMatchObject({
      status: 503,
      detail: 'premises; record; must be read',
      headers: { 'retry-after': '5' },
    });
  });

  it('says that what is asked for was put away, and does not call it a failure', () => {
    expect(classifyError(new ArchivedError('event store; stream s; must be read whole'))).toMatchObject({
      code: 'archived',
      status: 409,
      detail: 'event store; stream s; must be read whole',
    });
  });

  it('tells nothing of a defect', () => {
    expect(JSON.stringify(classifyError(new Error('password is hunter2')))).not.toContain('hunter2');
  });
});
