import { hop, fleet, goal, matrix, validated } from '@lockstep/testing/builders';
import { describe, expect, it } from 'vitest';
import { APPROVAL, factsOf, RECORD, scheduleOf } from '../../../test/change-facts.js';
import { demoWorld } from '../../../test/demo-world.js';
import type { ChangeFacts } from './change-facts.js';
import { composeChangeDocument } from './compose-change-document.js';
import { layOutRecord } from './lay-out-record.js';
import { renderChangeMarkdown } from './render-markdown.js';
import { renderPlainText } from './render-plain-text.js';

/** The reference matrix and real fleets: seconds on a machine that does much else. */
const UNHURRIED = { timeout: 60_000 };
const GOLDENS = '../../../test/goldens';
const markdown = (facts: ChangeFacts) => renderChangeMarkdown(composeChangeDocument(facts));

/** A plan on record, scheduled, with half of its signatures. */
function decided(): ChangeFacts {
  const facts = factsOf(demoWorld('tiny', 'tiny-nsx-9-1'), { record: RECORD, approval: APPROVAL });
  return { ...facts, schedule: scheduleOf(facts), headroom: { verdict: 'short', detail: '12 are short in fra-shop.' } };
}

/** Six kinds of clusters, two hundred of each. */
function large(): ChangeFacts {
  const ADAPTER = 'antrea-nsx-adapter';
  const clusters = Object.fromEntries(
    Array.from({ length: 1200 }, (_, index) => [
      `team-${index % 40}/c-${index}`,
      { vkr: `v1.33.${index % 6}`, project: `project-${index % 60}`, on: index % 2 === 0 ? 'sup-1' : 'sup-2' },
    ]),
  );
  return factsOf({
    matrix: matrix({
      releases: {
        nsx: ['4.2.0', '9.0.0'],
        vkr: [
          ...Array.from({ length: 6 }, (_, patch) => ({ version: `v1.33.${patch}`, bundle: { [ADAPTER]: '1.3.0' } })),
          { version: 'v1.34.1', bundle: { [ADAPTER]: '1.4.0' } },
        ],
        [ADAPTER]: ['1.3.0', '1.4.0'],
      },
      statements: [
        validated(`${ADAPTER} 1.3.0`, 'nsx 4.2.0', { id: 'old-adapter' }),
        validated(`${ADAPTER} 1.4.0`, 'nsx *', { id: 'new-adapter' }),
      ],
      hops: [hop('nsx'), hop('vkr', '*', '*', { maxMinorStep: 1 })],
    }),
    fleet: fleet({ nsxManagers: { 'nsx-1': { nsx: '4.2.0' } }, supervisors: { 'sup-1': {}, 'sup-2': {} }, clusters }),
    goal: goal({ targets: ['nsx =9.0.0'] }),
  });
}

describe('the change document', UNHURRIED, () => {
  it('of a plan that is decided on', () => expect(markdown(decided())).toMatchFileSnapshot(`${GOLDENS}/tiny-nsx-9-1.md`));

  it('of a fleet that is outside its windows', () =>
    expect(markdown(factsOf(demoWorld('raced-ahead', 'raced-ahead-recover')))).toMatchFileSnapshot(`${GOLDENS}/raced-ahead-recover.md`));

  it('of a goal out of reach', () =>
    expect(markdown(factsOf(demoWorld('stuck', 'stuck-nsx-9'), { record: RECORD }))).toMatchFileSnapshot(`${GOLDENS}/stuck-nsx-9.md`));

  it('of assumed facts', () => {
    const assumed = {
      statements: [],
      releases: [],
      hops: [],
      versions: [{ node: 'shop/batch', component: 'vkr', version: 'v1.33.6+vmware.1-fips-vkr.2' }],
    };
    return expect(markdown(factsOf(demoWorld('tiny', 'tiny-waived'), { record: RECORD, assumed }))).toMatchFileSnapshot(
      `${GOLDENS}/hypothetical.md`,
    );
  });

  it('of a large fleet stays as long as a person reads', () => {
    const text = markdown(large());
    expect(text.length).toBeLessThan(60_000);
    return expect(text).toMatchFileSnapshot(`${GOLDENS}/large-fleet.md`);
  });

  it('of two sites stays bounded', () => {
    const text = markdown(
      factsOf(demoWorld('two-sites', 'two-sites-nsx-9-1'), { limits: { searches: 6, states: 5000, clusters: 20_000 } }),
    );
    expect(text.length).toBeLessThan(150_000);
    expect(text).toContain('The way back was searched from the states around the first');
  });
});

it('the fields of a change record', UNHURRIED, () => {
  const blocks = layOutRecord(composeChangeDocument(decided()));
  const text = Object.entries(blocks)
    .map(([field, own]) => `===== ${field}\n${renderPlainText(own)}\n`)
    .join('\n');
  return expect(text).toMatchFileSnapshot(`${GOLDENS}/change-record.txt`);
});
