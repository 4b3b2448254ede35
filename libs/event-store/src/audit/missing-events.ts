import type { Finding } from './finding.js';
import { type HexHash, rawChainHash, type RawEvent } from './raw-event.js';
import type { StreamHead } from './stream-heads.js';

export interface LostHead extends StreamHead {
  readonly stream: string;
}

/** An event that a seal holds and the record does not. */
export interface GoneEvent {
  readonly finding: Finding;
  readonly chainHash: HexHash;
}

const most = 100;

/** Finds out which events are gone: a seal tells their chain hashes, and what followed them in their stream was chained to those. */
export class MissingEvents {
  private readonly gone: GoneEvent[] = [];
  private readonly followers: RawEvent[] = [];

  addGone(event: GoneEvent): void {
    if (this.gone.length < most) this.gone.push(event);
  }

  /** The event after a gap in its stream. */
  addFollower(event: RawEvent): void {
    if (this.followers.length < most) this.followers.push({ ...event, data: '' });
  }

  /** The findings, with stream and version where these can be told. */
  name(heads: readonly LostHead[]): Finding[] {
    return this.gone.map(({ finding, chainHash }) => {
      const follower = this.followers.find((event) => rawChainHash(chainHash, event) === event.chainHash);
      const head = heads.find((candidate) => candidate.chainHash === chainHash);
      const found = follower === undefined ? head : { stream: follower.stream, version: follower.version - 1 };
      if (found === undefined) return finding;
      const { stream, version } = found;
      const event = { stream, version, position: finding.event?.position ?? null, id: null };
      return { ...finding, event, message: finding.message.replace('event', `event ${stream}, version ${version}`) };
    });
  }
}
