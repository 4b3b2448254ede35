import type { PartVersion, Signal } from '@lockstep/fleet/domain';
import { compareTexts } from '@lockstep/kernel';
import type { z } from 'zod';
import type { antreaAgentInfo, antreaControllerInfo, Condition } from '../shapes.js';
import { antreaCoreOf, antreaVersionOf } from '../versions.js';

/** Both report every minute. After five minutes without a word the conditions are only what was true once. */
const SILENCE_MILLISECONDS = 5 * 60_000;

/** More of either is not what Antrea does, and must not grow without end. */
const [MOST_VERSIONS, MOST_CONDITIONS] = [20, 10];

/** What the agents of all nodes come to, in memory that does not grow with their number. */
export class AgentCount {
  private agents = 0;
  private silent = 0;
  private unhealthy = 0;
  private mute = 0;
  private readonly failing = new Map<string, number>();
  /** As Antrea says it. */
  readonly versions = new Map<string, number>();

  /** @param time of the server, in milliseconds since 1970 */
  add({ version, agentConditions }: z.output<typeof antreaAgentInfo>, time: number): void {
    this.agents++;
    const told = antreaVersionOf(version ?? '') || 'unknown';
    const text = this.versions.has(told) || this.versions.size < MOST_VERSIONS ? told : 'unknown';
    this.versions.set(text, (this.versions.get(text) ?? 0) + 1);
    const failing = agentConditions.filter(({ status }) => status !== 'True');
    const silent = isSilent(agentConditions, time);
    if (failing.length > 0 || silent) this.unhealthy++;
    else if (isMute(agentConditions)) this.mute++;
    if (silent) this.silent++;
    for (const { type } of failing)
      if (this.failing.has(type) || this.failing.size < MOST_CONDITIONS) this.failing.set(type, (this.failing.get(type) ?? 0) + 1);
  }

  /**
   * Some agents without the network that they should make: those nodes alone are cut off.
   *
   * @param connected as the controller counts; null: it does not tell
   * @param nodes of the cluster, each of which has an agent; null: not known
   */
  signal(connected: number | null, nodes: number | null = null): Signal {
    const name = 'antrea-agents';
    if (this.agents === 0) return { name, state: 'unknown', detail: 'no AntreaAgentInfo' };
    const notes = [
      ...[...this.failing].sort(([a], [b]) => compareTexts(a, b)).map(([type, count]) => `${type} not True on ${count}`),
      ...(this.silent > 0 ? [`no heartbeat from ${this.silent}`] : []),
      ...(connected !== null && connected < this.agents ? [`${connected} connected to the controller`] : []),
      ...(nodes !== null && this.agents < nodes ? [`fewer agents than the ${nodes} nodes`] : []),
    ];
    const healthy = `${this.agents - this.unhealthy - this.mute} of ${this.agents} healthy`;
    const detail = [healthy, ...notes, ...(this.mute > 0 ? [`nothing told by ${this.mute}`] : [])].join('; ');
    if (notes.length > 0) return { name, state: this.unhealthy === this.agents ? 'failed' : 'degraded', detail };
    return { name, state: this.mute > 0 ? 'unknown' : 'ok', detail };
  }
}

/** @param info null: there is none; undefined: it could not be read */
export function controllerSignal(info: z.output<typeof antreaControllerInfo> | null | undefined, time: number): Signal {
  const name = 'antrea-controller';
  if (!info)
    return { name, state: 'unknown', detail: info === null ? 'no AntreaControllerInfo' : 'AntreaControllerInfo could not be read' };
  const healthy = info.controllerConditions.find(({ type }) => type === 'ControllerHealthy');
  if (!healthy) return { name, state: 'unknown', detail: 'no condition ControllerHealthy' };
  if (healthy.status !== 'True') return { name, state: 'failed', detail: `ControllerHealthy ${healthy.status}` };
  if (isMute([healthy])) return { name, state: 'unknown', detail: 'no heartbeat is told' };
  if (isSilent([healthy], time)) return { name, state: 'failed', detail: 'no heartbeat' };
  return { name, state: 'ok', detail: 'ControllerHealthy' };
}

const beatsOf = (conditions: readonly Condition[]): number[] =>
  conditions.map(({ lastHeartbeatTime }) => Date.parse(lastHeartbeatTime ?? '')).filter((beat) => !Number.isNaN(beat));

/** No condition, or none with a time: whatever is said may be of any age. */
const isMute = (conditions: readonly Condition[]): boolean => beatsOf(conditions).length === 0;

const isSilent = (conditions: readonly Condition[], time: number): boolean => {
  const beats = beatsOf(conditions);
  return beats.length > 0 && time - Math.max(...beats) > SILENCE_MILLISECONDS;
};

/**
 * Which Antrea a cluster has, and what of it runs where while it is being replaced. The package has the full version, and what runs tells its numbers only:
 * a part with the numbers of the package is the package's.
 *
 * @param packaged version of the installed package; null: there is none
 */
export function antreaVersions(
  packaged: string | null,
  controller: string | null,
  agents: ReadonlyMap<string, number>,
): { readonly version: string | null; readonly mixed: readonly PartVersion[] } {
  const named = (text: string) => (packaged !== null && antreaCoreOf(text) === antreaCoreOf(packaged) ? packaged : text);
  const running = controller === null ? null : antreaVersionOf(controller);
  const parts: PartVersion[] = [
    ...[...agents].map(([text, nodes]) => ({ part: 'agent', version: named(text), nodes })),
    ...(running === null ? [] : [{ part: 'controller', version: named(running), nodes: 1 }]),
  ].sort((a, b) => compareTexts(a.part, b.part) || compareTexts(a.version, b.version));
  const version = packaged ?? running ?? (agents.size === 1 ? [...agents.keys()][0]! : null);
  return { version, mixed: parts.every((part) => part.version === version) ? [] : parts };
}
