import { UNKNOWN_VERSION } from '@lockstep/documents';
import { MOST_CLOCK_SKEW, type PartVersion } from '@lockstep/fleet/domain';
import { type FaultLog, isNotServed } from './faults.js';
import { isUnderWay, mixedVersions, PARTS } from './mixed-versions.js';
import type { NsxClient } from './nsx-client.js';
import { readShape } from './nsx-lists.js';
import { releaseOf } from './release.js';
import { nodesSummary, nodeVersion, upgradeSummary } from './shapes.js';

const NODE_VERSION = '/api/v1/node/version';
const UPGRADE_SUMMARY = '/api/v1/upgrade/summary';
const NODES_SUMMARY = '/api/v1/upgrade/nodes-summary';

export interface ManagerView {
  readonly version: string;
  /** Undefined: could not be told. */
  readonly mixed: readonly PartVersion[] | undefined;
}

/** Version of the manager, and what rolls. The first call of a look: what goes wrong in it goes wrong with the manager as a whole. */
export async function readManager(client: NsxClient, faults: FaultLog, now: () => string, signal: AbortSignal): Promise<ManagerView> {
  const place = `GET ${NODE_VERSION}`;
  const { json, date } = await client.get(NODE_VERSION, signal);
  checkClock(date, now(), `${place}, Date`, faults);
  const told = readShape(nodeVersion, json, place);
  const product = releaseOf(told.product_version);
  if (product === null)
    faults.add({ code: 'unreadable-version', place: `${place}, /product_version`, detail: unreadable(told.product_version) });
  const [parts, upgradeStatus] = await Promise.all([readParts(client, faults, signal), readUpgradeStatus(client, faults, signal)]);
  if (isUnderWay({ upgradeStatus }) && !parts?.length)
    faults.add({
      code: 'wrong-shape',
      place: `GET ${NODES_SUMMARY}, /results`,
      detail: 'an upgrade is under way, and none of its parts is told',
    });
  const mixed = mixedVersions({ product, node: releaseOf(told.node_version ?? ''), parts, upgradeStatus });
  return { version: product ?? UNKNOWN_VERSION, mixed };
}

async function readParts(client: NsxClient, faults: FaultLog, signal: AbortSignal): Promise<PartVersion[] | undefined> {
  const place = `GET ${NODES_SUMMARY}`;
  try {
    const { results } = readShape(nodesSummary, (await client.get(NODES_SUMMARY, signal)).json, place);
    return results.flatMap(({ type, component_version: text, node_count: nodes }) => {
      if (!PARTS.has(type) || !text || nodes === 0) return [];
      const version = releaseOf(text);
      if (version === null) faults.add({ code: 'unreadable-version', place: `${place}, ${type}`, detail: unreadable(text) });
      return [{ part: type, version: version ?? UNKNOWN_VERSION, nodes }];
    });
  } catch (error) {
    if (!isNotServed(error)) faults.addPart(error);
    return undefined;
  }
}

/** Null: it is not told; undefined: it could not be read. */
async function readUpgradeStatus(client: NsxClient, faults: FaultLog, signal: AbortSignal): Promise<string | null | undefined> {
  try {
    const { json } = await client.get(UPGRADE_SUMMARY, signal);
    return readShape(upgradeSummary, json, `GET ${UPGRADE_SUMMARY}`).upgrade_status ?? null;
  } catch (error) {
    if (isNotServed(error)) return null;
    faults.addPart(error);
    return undefined;
  }
}

/** In words that stay the same while the clock goes on being wrong. */
function checkClock(date: string | undefined, now: string, place: string, faults: FaultLog): void {
  const ahead = Date.parse(date ?? '') - Date.parse(now);
  if (!(Math.abs(ahead) > MOST_CLOCK_SKEW)) return;
  faults.add({ code: 'clock-skew', place, detail: `its clock is more than 5 minutes ${ahead > 0 ? 'ahead of' : 'behind'} ours` });
}

const unreadable = (text: string) => `a version such as 9.0.2.0.25150386; found ${JSON.stringify(text.slice(0, 100))}`;
