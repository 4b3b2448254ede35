import { digest } from '@lockstep/documents';
import type { ReadFleet } from '@lockstep/fleet';
import type { MatrixRevisions } from '@lockstep/matrix';
import type { MatrixRevision } from '@lockstep/matrix/domain';
import { Problem, problem } from '@lockstep/platform';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';

/** Query of every read that can look back. */
export const momentQuery = {
  asOf: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'what was on record then, RFC 3339; 409 `not-settled` while something could still be recorded at or before it' }),
  position: z.coerce
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .meta({ description: 'what was on record up to this position; not together with `asOf`' }),
  matrix: digest.optional().meta({ description: 'a matrix revision; absent: the one that was current then' }),
};

/** Milliseconds that a reader of the present is kept waiting for the rows. */
const PATIENCE = 10_000;

export interface MomentQuery {
  readonly asOf?: string | undefined;
  readonly position?: number | undefined;
  readonly matrix?: string | undefined;
}

/** What an answer is made of. Equal moments give equal answers, as soon as `position` is not null. */
export interface RecordMoment {
  /** Null: the present, which goes on. */
  readonly position: number | null;
  readonly fleet: ReadFleet;
  /** The revision asked for, or the one known then; 404 when there is none. Its digest is echoed in `Lockstep-Matrix`. */
  readonly getRevision: () => Promise<MatrixRevision>;
  /** The same, for answers that a matrix only adds to: undefined when none was published then. */
  readonly findRevision: () => Promise<MatrixRevision | undefined>;
}

/** A moment that is not of anything a half. */
export interface WholeMoment extends RecordMoment {
  readonly position: number;
  /** It stands for the present: ages count up to now, and the matrix is the current one. */
  readonly isPresent: boolean;
}

/** Milliseconds to wait for what is on record and not settled yet; most transactions are shorter. */
const SETTLING = 2_000;

export class RecordMoments {
  constructor(
    private readonly fleet: ReadFleet,
    private readonly revisions: MatrixRevisions,
  ) {}

  /**
   * As `openFleet`, for answers about several nodes, which must not mix what was before a large snapshot with what was after it. Of the present it
   * reads a moment with all that had been acknowledged, and of nothing only a part; throws 503 where the rows do not come to one in time.
   */
  async openWhole(query: MomentQuery, reply: FastifyReply): Promise<WholeMoment> {
    const moment = await this.openFleet(query, reply);
    if (moment.position !== null) return { ...moment, position: moment.position, isPresent: false };
    const whole = await this.fleet.findWhole(PATIENCE);
    if (whole.outcome === 'found') {
      reply.header('lockstep-position', String(whole.position));
      return { ...moment, position: whole.position, fleet: this.fleet.at(whole.position), isPresent: true };
    }
    throw problem('unavailable', `fleet; all that is on record must be in it before it is told as a whole; ${whole.reason}`, {
      headers: { 'retry-after': '5' },
    });
  }

  /** A position that is asked for, by number or by time, is echoed in `Lockstep-Position`; for the present the reader says what it read. */
  async open(query: MomentQuery, reply: FastifyReply): Promise<RecordMoment> {
    const position = await this.findPosition(query);
    if (position !== null) reply.header('lockstep-position', String(position));
    return {
      position,
      fleet: position === null ? this.fleet : this.fleet.at(position),
      getRevision: () => this.getRevision(query.matrix, position, reply),
      findRevision: () => this.findRevision(query.matrix, position, reply),
    };
  }

  /** For reads that no matrix decides: one that is named must exist all the same. */
  async openFleet(query: MomentQuery, reply: FastifyReply): Promise<RecordMoment> {
    const moment = await this.open(query, reply);
    if (query.matrix !== undefined) await moment.getRevision();
    return moment;
  }

  /** For planning what was known at an earlier moment; undefined: the present is asked for. */
  async openPast(query: MomentQuery, reply: FastifyReply): Promise<{ readonly past: ReadFleet; readonly matrix: string } | undefined> {
    const moment = await this.open(query, reply);
    return moment.position === null ? undefined : { past: moment.fleet, matrix: (await moment.getRevision()).digest };
  }

  private async findPosition({ asOf, position }: MomentQuery): Promise<number | null> {
    if (asOf !== undefined && position !== undefined)
      throw problem('invalid-request', 'query; 1 rule broken', {
        errors: [{ pointer: 'query:/asOf', detail: 'not together with `position`' }],
      });
    if (asOf === undefined && position === undefined) return null;
    const found = await this.fleet.findMoment(asOf === undefined ? { position: position! } : { asOf }, SETTLING);
    if (found.outcome === 'found') return found.position;
    throw new Problem({
      code: 'not-settled',
      status: 409,
      title: 'What was on record there is not settled yet',
      detail: `record; ${asOf === undefined ? `position ${position}` : `time ${asOf}`}; must be settled; ${found.reason}`,
      headers: { 'retry-after': '1' },
    });
  }

  private async getRevision(asked: string | undefined, position: number | null, reply: FastifyReply): Promise<MatrixRevision> {
    const revision = await this.findRevision(asked, position, reply);
    if (!revision) {
      const what = asked === undefined ? (position === null ? '' : ` at position ${position}`) : ` revision ${asked}`;
      throw problem('not-found', `matrix${what}; must have been published; found none`);
    }
    return revision;
  }

  private async findRevision(asked: string | undefined, position: number | null, reply: FastifyReply): Promise<MatrixRevision | undefined> {
    const revision = await (asked !== undefined
      ? this.revisions.find(asked)
      : position === null
        ? this.revisions.findCurrent()
        : this.revisions.findAt(position));
    if (revision) reply.header('lockstep-matrix', revision.digest);
    return revision;
  }
}
