import { compareTexts, compareVersions, isNewer, satisfies, type Version } from '@lockstep/kernel';
import { type Condition, holds, type HopRuling, mayMatch, type ObservedVersion, ruleHop } from '@lockstep/matrix/domain';
import type { PlanningInput } from '@lockstep/planner';
import { type CheckContext, checkContext, type Instance, isAtLeastVersion } from '@lockstep/planner/checks';

export interface Encoding {
  /** Facts for `rules.lp`, one per line. */
  readonly facts: string;
  /** Layers that surely suffice: a problem without an answer in as many has none, and no answer with more is cheaper. */
  readonly safeHorizon: number;
}

/** What `latest` targets were decided to be, by target index and NSX manager: clingo is asked for the plan that follows from the decision. */
export type Decisions = readonly { readonly target: number; readonly nsxManager: string; readonly version: string }[];

/** Writes a problem as facts. Ranges, verdicts and hop rules are evaluated with the matrix code; nothing is decided here about states or steps. */
export function encode(input: PlanningInput, decisions: Decisions = []): Encoding {
  const context = checkContext(input);
  const versions = new VersionNumbers(context);
  const out: string[] = [];
  writeFleet(context, versions, decisions, out);
  writeHops(context, versions, out);
  writePairings(context, versions, out);
  return { facts: out.join('\n'), safeHorizon: safeHorizon(context, versions) };
}

/** Numbers each version of a component, oldest first; 0 is a version that could not be observed. */
class VersionNumbers {
  private readonly byComponent = new Map<string, ObservedVersion[]>();
  readonly components: readonly string[];

  constructor({ matrix, tree }: CheckContext) {
    this.components = [...matrix.components.keys()];
    const found = new Map(this.components.map((id) => [id, new Map<string, Version>()]));
    const note = (component: string, version: Version) => found.get(component)?.set(version.text, version);
    for (const component of this.components)
      for (const release of matrix.releases(component)) {
        note(component, release.version);
        for (const [rider, version] of release.bundle) note(rider, version);
      }
    tree.instances.forEach(({ component, index }) => {
      const version = tree.observed[index];
      if (version) note(component, version);
    });
    for (const [component, texts] of found)
      this.byComponent.set(component, [null, ...[...texts.values()].sort((a, b) => compareVersions(a, b) || compareTexts(a.text, b.text))]);
  }

  all(component: string): readonly ObservedVersion[] {
    return this.byComponent.get(component)!;
  }

  of(component: string, version: ObservedVersion): number {
    return this.all(component).findIndex((candidate) => candidate?.text === version?.text);
  }
}

const name = (text: string): string => JSON.stringify(text);

function writeFleet(context: CheckContext, versions: VersionNumbers, decisions: Decisions, out: string[]): void {
  const { tree } = context;
  const nodes = new Set(tree.instances.map(({ node }) => node));
  for (const node of nodes) {
    out.push(`node(${name(node.id)}).`);
    if (node.scope === 'cluster') out.push(`cluster(${name(node.id)}).`);
    for (let upper = node.parent; upper; upper = upper.parent) out.push(`above(${name(upper.id)},${name(node.id)}).`);
  }
  for (const instance of tree.instances) {
    const { index, component, node } = instance;
    out.push(`inst(${index},${name(component)},${name(node.id)}).`, `start(${index},${versions.of(component, tree.observed[index]!)}).`);
    versions.all(component).forEach((version, number) => {
      if (accepts(context, instance, version, decisions)) out.push(`accepted(${index},${number}).`);
    });
    if (context.isHeld(instance)) out.push(`held(${index}).`);
    if (context.isTargeted(instance)) out.push(`targeted(${index}).`);
  }
  out.push('rollout("vkr").');
}

function accepts(
  { matrix, targets, supportedUntil }: CheckContext,
  instance: Instance,
  version: ObservedVersion,
  decisions: Decisions,
): boolean {
  const root = rootOf(instance);
  const reaches = targets
    .filter(({ instances }) => instances.includes(instance))
    .every(({ index, range, component }) => {
      if (range) return version !== null && satisfies(version, range);
      const decided = decisions.find(({ target, nsxManager }) => target === index && nsxManager === root);
      const read = decided && matrix.readVersion(component, decided.version);
      return read?.ok ? isAtLeastVersion(version, read.value) : version !== null;
    });
  if (supportedUntil === null || !matrix.releases(instance.component).some(({ endOfSupport }) => endOfSupport !== null)) return reaches;
  const end = version && matrix.findRelease(instance.component, version)?.endOfSupport;
  return reaches && end != null && end >= supportedUntil;
}

function rootOf({ node }: Instance): string {
  let root = node;
  while (root.parent) root = root.parent;
  return root.id;
}

function writeHops({ matrix }: CheckContext, versions: VersionNumbers, out: string[]): void {
  const conditions = new Map<Condition, number>();
  const condition = (entry: Condition): number => {
    const known = conditions.get(entry);
    if (known !== undefined) return known;
    const number = conditions.size;
    conditions.set(entry, number);
    out.push(`about(${number},${name(entry.component)}).`);
    if (!matrix.components.has(entry.component)) return number;
    versions.all(entry.component).forEach((version, rank) => {
      if (holds(entry, version)) out.push(`holds(${number},${rank}).`);
      if (mayMatch(entry, version)) out.push(`matches(${number},${rank}).`);
    });
    return number;
  };
  for (const component of versions.components) {
    for (const rule of matrix.hopRules(component)) {
      for (const entry of rule.requires) out.push(`requires(${name(rule.id)},${condition(entry)}).`);
      for (const entry of rule.when) out.push(`when(${name(rule.id)},${condition(entry)}).`);
    }
    for (const { from, to, ruling } of hopsOf(matrix, versions, component)) {
      const hop = `${name(component)},${from},${to}`;
      out.push(`hop(${hop}).`);
      for (const { id } of ruling.supported) out.push(`rule(${hop},${name(id)}).`);
      for (const { id } of ruling.blocked) out.push(`block(${hop},${name(id)}).`);
    }
    for (const release of matrix.releases(component))
      for (const [rider, bundled] of release.bundle)
        out.push(`bundle(${name(component)},${versions.of(component, release.version)},${name(rider)},${versions.of(rider, bundled)}).`);
    for (const to of bundledVersions(matrix, versions, component))
      versions.all(component).forEach((running, from) => {
        if (running === null || isNewer(to, running)) out.push(`rises(${name(component)},${from},${versions.of(component, to)}).`);
      });
  }
}

/** Every version of a component that a release of another one carries along. */
const bundledVersions = (matrix: CheckContext['matrix'], versions: VersionNumbers, component: string): Version[] => [
  ...new Map(
    versions.components
      .flatMap((id) => matrix.releases(id).flatMap(({ bundle }) => bundle.get(component) ?? []))
      .map((version) => [version.text, version]),
  ).values(),
];

interface Hop {
  readonly from: number;
  readonly to: number;
  readonly ruling: HopRuling;
}

function hopsOf(matrix: CheckContext['matrix'], versions: VersionNumbers, component: string): Hop[] {
  return versions.all(component).flatMap((source, from) =>
    matrix.releases(component).flatMap(({ version }): Hop[] => {
      const ruling = source && ruleHop(matrix, component, source, version);
      const isHop = ruling && !ruling.backInTime && ruling.supported.length > 0;
      return isHop ? [{ from, to: versions.of(component, version), ruling }] : [];
    }),
  );
}

function writePairings(context: CheckContext, versions: VersionNumbers, out: string[]): void {
  const written = new Set<string>();
  for (const pairing of context.pairings) {
    const { a, b, index } = pairing;
    out.push(`pair(${index},${a.index},${b.index}).`);
    const key = `${a.component} ${b.component}`;
    if (written.has(key)) continue;
    written.add(key);
    versions.all(a.component).forEach((versionA, rankA) =>
      versions.all(b.component).forEach((versionB, rankB) => {
        const { inside, verdict } = context.judge(pairing, versionA, versionB);
        const cell = `${name(a.component)},${rankA},${name(b.component)},${rankB}`;
        if (inside) out.push(`inside(${cell}).`);
        if (inside && verdict !== 'transitional') out.push(`settled(${cell}).`);
        if (context.judging.policy.mixedWindow === 'strict' ? inside : verdict !== 'rejected') out.push(`cross(${cell}).`);
      }),
    );
  }
}

/**
 * Steps of a plan can be packed into layers of steps that do not meet. Within one domain the layers are at most as many as its hops, and at most as many as
 * its shared hops plus, around each of them, the hops of the cluster that takes most.
 */
function safeHorizon({ matrix, tree }: CheckContext, versions: VersionNumbers): number {
  const longest = new Map(versions.components.map((component) => [component, longestChains(matrix, versions, component)]));
  const domains = new Map<string, { shared: number; clusters: Map<string, number> }>();
  for (const instance of tree.instances) {
    const root = rootOf(instance);
    const domain = domains.get(root) ?? { shared: 0, clusters: new Map<string, number>() };
    domains.set(root, domain);
    const hops = longest.get(instance.component)![versions.of(instance.component, tree.observed[instance.index]!)]!;
    const { scope, id } = instance.node;
    if (scope === 'cluster') domain.clusters.set(id, (domain.clusters.get(id) ?? 0) + hops);
    else domain.shared += hops;
  }
  const layers = [...domains.values()].map(({ shared, clusters }) => {
    const counts = [...clusters.values()];
    return (
      shared +
      Math.min(
        (shared + 1) * Math.max(0, ...counts),
        counts.reduce((sum, count) => sum + count, 0),
      )
    );
  });
  return Math.max(1, ...layers);
}

/** By version number: the most hops an instance can take from there, bundles included as free rises. A version that could not be observed may become any bundled one. */
function longestChains(matrix: CheckContext['matrix'], versions: VersionNumbers, component: string): number[] {
  const count = versions.all(component).length;
  const hops = hopsOf(matrix, versions, component);
  const carried = bundledVersions(matrix, versions, component).map((version) => versions.of(component, version));
  const longest = Array.from({ length: count }, () => 0);
  for (let from = count - 1; from >= 0; from--) {
    const byRiding = Math.max(0, ...carried.filter((to) => to > from).map((to) => longest[to]!));
    longest[from] = hops.reduce((most, hop) => (hop.from === from ? Math.max(most, 1 + longest[hop.to]!) : most), byRiding);
  }
  return longest;
}
