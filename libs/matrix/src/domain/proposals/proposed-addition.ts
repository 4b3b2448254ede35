import { compareTexts, digestOf } from '@lockstep/kernel';

/** Something that scans found and that the matrix could say. Its kind and content are its identity, whoever found it. */
export type ProposedAddition =
  | {
      readonly addition: 'release';
      readonly component: string;
      readonly version: string;
      /** Component to version, as the platform's own object says. */
      readonly bundle: Readonly<Record<string, string>>;
    }
  /** The platform lets a version go with a range of another component. Nobody has run it. */
  | {
      readonly addition: 'constraint';
      readonly of: { readonly component: string; readonly version: string };
      readonly needs: { readonly component: string; readonly range: string };
    }
  /** Two versions run together, and the clusters they run in are healthy. Exactly two components. */
  | { readonly addition: 'running-pair'; readonly versions: Readonly<Record<string, string>> };

/** Who saw it, where and when. */
export interface ProposalSource {
  /** The node it was seen on: `supervisor sup-fra-1`. */
  readonly id: string;
  /** For people. */
  readonly title: string;
  /** In the platform: the object and the field, or the cluster. */
  readonly place: string;
  /** YYYY-MM-DD, when it was first seen there. */
  readonly day: string;
}

/** What a scan hands in: facts as platforms tell them, each with its place. */
export type LearnedFact =
  /** `bundle`: component to version, as the release itself says. */
  | {
      readonly fact: 'release';
      readonly component: string;
      readonly version: string;
      readonly bundle: Readonly<Record<string, string>>;
      readonly place: string;
    }
  /** The platform lets these go together: a version and the range of another component that it asks for. */
  | {
      readonly fact: 'constraint';
      readonly of: { readonly component: string; readonly version: string };
      readonly needs: { readonly component: string; readonly range: string };
      readonly place: string;
    }
  | { readonly fact: 'running-pair'; readonly versions: Readonly<Record<string, string>>; readonly place: string };

export function additionOf(fact: LearnedFact): ProposedAddition {
  switch (fact.fact) {
    case 'release':
      return { addition: 'release', component: fact.component, version: fact.version, bundle: sorted(fact.bundle) };
    case 'constraint':
      return {
        addition: 'constraint',
        of: { component: fact.of.component, version: fact.of.version },
        needs: { component: fact.needs.component, range: fact.needs.range },
      };
    case 'running-pair':
      return { addition: 'running-pair', versions: sorted(fact.versions) };
  }
}

/** 32 hexadecimal digits. The same thing seen by ten Supervisors is one proposal with ten sources. */
export const proposalId = (addition: ProposedAddition): string => digestOf(addition).slice('sha256:'.length, 'sha256:'.length + 32);

/** Components it is about, in text order. */
export function componentsOf(addition: ProposedAddition): string[] {
  switch (addition.addition) {
    case 'release':
      return [...new Set([addition.component, ...Object.keys(addition.bundle)])].sort(compareTexts);
    case 'constraint':
      return [addition.of.component, addition.needs.component].sort(compareTexts);
    case 'running-pair':
      return Object.keys(addition.versions).sort(compareTexts);
  }
}

const sorted = (versions: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(versions).toSorted(([a], [b]) => compareTexts(a, b)));
