import type { CompatibilityMatrix, Scope } from '@lockstep/documents';
import { valueSource } from '@lockstep/documents';
import type { FleetJudge, HeldBy, Judged, Line, LineJudge, LineNode, NodeKind, RunRelease } from '@lockstep/fleet/domain';
import { compileMatrix, type MatrixRevision } from '@lockstep/matrix/domain';
import { expiriesOf, type Fault, LineJudge as PlannerLineJudge, type PlannerLineNode } from '@lockstep/planner';

/** What the fleet's findings ask of the planner. */
export class PlannerFleetJudge implements FleetJudge {
  private readonly compiled = new WeakMap<CompatibilityMatrix, MatrixRevision>();

  on(document: CompatibilityMatrix, day: string): LineJudge {
    return new JudgedLines(this.compile(document), day);
  }

  expiries(document: CompatibilityMatrix): readonly string[] {
    return expiriesOf(this.compile(document));
  }

  private compile(document: CompatibilityMatrix): MatrixRevision {
    let revision = this.compiled.get(document);
    if (!revision) {
      const compiled = compileMatrix([{ document, source: valueSource(document, 'matrix') }]);
      if ('problems' in compiled)
        throw new Error(`matrix ${document.metadata.name}; a published revision compiles; found ${compiled.problems[0]?.message}`);
      this.compiled.set(document, (revision = compiled));
    }
    return revision;
  }
}

class JudgedLines implements LineJudge {
  private readonly planner: PlannerLineJudge;
  private readonly nodes = new WeakMap<LineNode, PlannerLineNode>();
  private readonly judged = new WeakMap<Fault, Map<NodeKind, Judged>>();

  constructor(
    private readonly revision: MatrixRevision,
    day: string,
  ) {
    this.planner = new PlannerLineJudge(revision.matrix, day);
  }

  faults(line: Line): readonly Judged[] {
    const kind = line[0]!.kind;
    return this.planner.faults(line.map((node) => this.scoped(node))).map((fault) => {
      let known = this.judged.get(fault);
      if (!known) this.judged.set(fault, (known = new Map()));
      let judged = known.get(kind);
      if (!judged) known.set(kind, (judged = this.describe(fault, kind)));
      return judged;
    });
  }

  releases(node: LineNode): readonly RunRelease[] {
    return this.planner.releasesOf(this.scoped(node)).map((release) => ({ ...release, kind: node.kind }));
  }

  heldBy(line: Line): readonly HeldBy[] {
    return this.planner.heldBy(line.map((node) => this.scoped(node)));
  }

  private scoped(node: LineNode): PlannerLineNode {
    let known = this.nodes.get(node);
    if (!known) {
      const { kind, versions, cni } = node;
      known = { scope: SCOPES[kind], versions, cni: cni?.cni ?? null, adapter: cni?.adapter ?? null };
      this.nodes.set(node, known);
    }
    return known;
  }

  private describe(fault: Fault, kind: NodeKind): Judged {
    const fact = { subjects: kind, statement: null, sources: [], detail: null };
    switch (fault.kind) {
      case 'exposure': {
        const { between, versions, verdict, statement, sources } = fault;
        const note = statement === null ? null : (this.revision.matrix.findStatement(statement)?.note ?? null);
        return { topic: { kind: 'exposure', between, versions }, fact: { ...fact, verdict, statement, sources, detail: note } };
      }
      case 'unknown-version':
        return { topic: { ...fault, of: kind }, fact };
      case 'unknown-release': {
        const { component, version, readable } = fault;
        const detail = readable ? null : `the matrix has no component ${component} at this kind of node, or cannot read the version`;
        return { topic: { kind: 'unknown-release', of: kind, component, version }, fact: { ...fact, detail } };
      }
      case 'dead-end': {
        const { component, version, newest, rule, sources } = fault;
        const detail = `no chain of hops leads to ${component} ${newest}`;
        return { topic: { kind: 'dead-end', component, version }, fact: { ...fact, statement: rule, sources, detail } };
      }
    }
  }
}

const SCOPES: Readonly<Record<NodeKind, Scope>> = {
  'nsx-manager': 'nsxManager',
  vcenter: 'vcenter',
  supervisor: 'supervisor',
  cluster: 'cluster',
};
