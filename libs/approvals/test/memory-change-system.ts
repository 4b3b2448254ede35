import {
  type ChangeApproval,
  type ChangeDraft,
  type ChangePhase,
  type ChangeReading,
  type ChangeSystem,
  ChangeSystemFailure,
  type ChangeWindow,
  type Making,
} from '@lockstep/approvals';
import type { ChangePeople, ShownChange } from '@lockstep/simulation';

interface Kept {
  plan: string;
  phase: ChangePhase;
  /** A word of its own where people have moved it; null: that of its phase. */
  state: string | null;
  approval: ChangeApproval;
  deciders: string[];
  text: string;
  window: ChangeWindow | null;
  /** Where people have left one of both times, or none. */
  planned: ChangeReading['planned'];
  shown: Pick<ShownChange, 'summary' | 'description' | 'backout' | 'test' | 'fields'>;
  readonly notes: string[];
  readonly number: string;
}

type Doing = 'find' | 'open' | 'read' | 'revise' | 'begin' | 'finish' | 'cancel' | 'note';

const OVER: ReadonlySet<ChangePhase> = new Set(['closed', 'cancelled']);
const BEGUN: ReadonlySet<ChangePhase> = new Set(['changing', 'review', ...OVER]);
/** UTF-16 code units. */
export const LONGEST = { summary: 160, text: 4_000 };

/** A change system that people work in: a test is those people. Held to what its likes over a network are held to. */
export class MemoryChangeSystem implements ChangeSystem {
  readonly kept = new Map<string, Kept>();
  /** Every call, in order. */
  readonly calls: Doing[] = [];
  /** Thrown by every call of this kind until it is taken away; `after`: once the write is done. */
  readonly failing = new Map<Doing, { readonly failure: ChangeSystemFailure; readonly when: 'before' | 'after' }>();
  private made = 0;

  constructor(private readonly options: { readonly revisable: boolean } = { revisable: true }) {}

  /** The newest record of a plan, for people to work on. */
  of(plan: string): Kept {
    const found = [...this.kept.values()].findLast((one) => one.plan === plan);
    if (!found) throw new Error(`test; plan ${plan}; must have a record; found none`);
    return found;
  }

  approve(plan: string, ...deciders: string[]): void {
    Object.assign(this.of(plan), { phase: 'approved', approval: 'approved', deciders });
  }

  reject(plan: string, ...deciders: string[]): void {
    Object.assign(this.of(plan), { phase: 'draft', approval: 'rejected', deciders });
  }

  /** The same by number. */
  readonly people: ChangePeople = {
    approve: (number, by = 'Carla Board') => this.touch(number, { phase: 'approved', approval: 'approved', deciders: [by] }),
    // Nobody is told before all have answered.
    approveInPart: (number) => this.touch(number, { phase: 'awaiting-approval' }, 'one of two says yes'),
    reject: (number, by = 'Nils No') => this.touch(number, { phase: 'draft', approval: 'rejected', deciders: [by] }),
    cancel: (number) => this.touch(number, { phase: 'cancelled' }),
    move: (number, state) => this.touch(number, { phase: 'unknown', state }),
    rewrite: (number, text) => this.touch(number, { text }),
    reschedule: (number, times) =>
      this.touch(
        number,
        times?.start && times.end
          ? { window: { start: times.start, end: times.end }, planned: undefined }
          : { window: null, planned: { start: times?.start ?? null, end: times?.end ?? null, isReadable: true } },
      ),
    remove: (number) => void this.kept.delete(this.entryOf(number)[0]),
    copy: (number) => this.keep({ ...this.entryOf(number)[1] })[1].number,
  };

  changes(): readonly ShownChange[] {
    return [...this.kept].map(([reference, { number, phase, state, text, window, shown, notes }]) => ({
      ...shown,
      number,
      reference,
      state: state ?? phase,
      implementation: text,
      start: window?.start ?? '',
      end: window?.end ?? '',
      notes: [...notes],
    }));
  }

  goDown(fault: ChangeSystemFailure['fault'] = 'unreachable', retryAfter: number | null = null): void {
    for (const doing of ['find', 'open', 'read', 'revise', 'begin', 'finish', 'cancel', 'note'] as const)
      this.failing.set(doing, { failure: new ChangeSystemFailure(fault, 'It does not answer', true, retryAfter), when: 'before' });
  }

  comeBack(): void {
    this.failing.clear();
  }

  async find(plan: string): Promise<ChangeReading | undefined> {
    return this.during('find', () => {
      const found = this.lookFor(plan);
      return found && readingOf(...found);
    });
  }

  async findDoubles(plan: string, reference: string): Promise<readonly string[]> {
    return [...this.kept]
      .filter(([own, one]) => one.plan === plan && own !== reference && !OVER.has(one.phase))
      .map(([, { number }]) => number);
  }

  async open(draft: ChangeDraft, _signal?: AbortSignal, making: Making = (make) => make()): Promise<ChangeReading> {
    const isKnown = !this.failing.has('open') && this.lookFor(draft.plan) !== undefined;
    if (!isKnown) return making(() => this.openHere(draft));
    return this.openHere(draft);
  }

  private openHere(draft: ChangeDraft): Promise<ChangeReading> {
    return this.during('open', () => {
      const known = this.lookFor(draft.plan);
      if (!known) return readingOf(...this.keep({ ...written(draft), notes: [] }));
      const [, record] = known;
      const isUnsubmitted = record.phase === 'draft' && record.approval === 'not-requested' && readDigest(record.text) === draft.digest;
      if (isUnsubmitted) Object.assign(record, written(draft));
      return readingOf(...known);
    });
  }

  async read(reference: string): Promise<ChangeReading | undefined> {
    return this.during('read', () => {
      const found = this.kept.get(reference);
      return found && readingOf(reference, found);
    });
  }

  async revise(reference: string, draft: ChangeDraft): Promise<ChangeReading> {
    return this.change('revise', reference, (record) => {
      if (record.phase === 'unknown') throw notNow(record);
      const isAnswered = record.approval !== 'requested' && record.approval !== 'not-requested';
      if (BEGUN.has(record.phase) || (!this.options.revisable && (isAnswered || record.notes.includes('one of two says yes'))))
        throw new ChangeSystemFailure('not-revisable', `${record.number} is ${record.phase}`, false);
      Object.assign(record, written(draft));
    });
  }

  async begin(reference: string): Promise<ChangeReading> {
    return this.change('begin', reference, (record) => {
      if (BEGUN.has(record.phase)) return;
      if (record.phase !== 'approved') throw notNow(record);
      record.phase = 'changing';
    });
  }

  async finish(reference: string, end: { readonly outcome: string; readonly notes: string }): Promise<ChangeReading> {
    return this.change('finish', reference, (record) => {
      if (OVER.has(record.phase)) return;
      if (record.phase !== 'approved' && !BEGUN.has(record.phase)) throw notNow(record);
      record.phase = 'closed';
      record.notes.push(clean(`${end.outcome}: ${end.notes}`));
    });
  }

  async cancel(reference: string, reason: string): Promise<ChangeReading> {
    return this.change('cancel', reference, (record) => {
      if (OVER.has(record.phase)) return;
      record.phase = 'cancelled';
      record.notes.push(clean(reason));
    });
  }

  async note(reference: string, text: string): Promise<void> {
    await this.change('note', reference, (record) => void record.notes.push(clean(text)));
  }

  async close(): Promise<void> {}

  private lookFor(plan: string): [string, Kept] | undefined {
    if (!/^[A-Za-z0-9-]+$/.test(plan)) throw new ChangeSystemFailure('misconfigured', 'The id of a plan is no key', false);
    const found = [...this.kept].filter(([, one]) => one.plan === plan && !OVER.has(one.phase));
    if (found.length > 1) throw new ChangeSystemFailure('ambiguous', `${found.length} records are of plan ${plan}`, false);
    return found[0];
  }

  private keep(record: Omit<Kept, 'number'>): [string, Kept] {
    const nth = ++this.made;
    const made: [string, Kept] = [`ref-${nth}`, { ...record, notes: [...record.notes], number: `CHG${String(nth).padStart(7, '0')}` }];
    this.kept.set(...made);
    return made;
  }

  private entryOf(number: string): [string, Kept] {
    const found = [...this.kept].find(([, one]) => one.number === number);
    if (!found) throw new Error(`test; record ${number}; must be there; found none`);
    return found;
  }

  private touch(number: string, changes: Partial<Kept>, ...notes: string[]): void {
    const [, record] = this.entryOf(number);
    Object.assign(record, changes);
    record.notes.push(...notes);
  }

  private change(doing: Doing, reference: string, work: (record: Kept) => void): Promise<ChangeReading> {
    return this.during(doing, () => {
      const record = this.kept.get(reference);
      if (!record) throw new ChangeSystemFailure('not-found', `There is no record ${reference}`, false);
      work(record);
      return readingOf(reference, record);
    });
  }

  private async during<Result>(doing: Doing, work: () => Result): Promise<Result> {
    this.calls.push(doing);
    const failing = this.failing.get(doing);
    if (failing?.when === 'before') throw failing.failure;
    const result = work();
    if (failing) throw failing.failure;
    return result;
  }
}

const notNow = ({ number, phase }: Kept) => new ChangeSystemFailure('not-allowed-now', `${number} is ${phase}`, false);

/** As it is before those who approve. */
function written({ plan, digest, window, summary, description, justification, implementation, backout, test, risk }: ChangeDraft) {
  const text = readDigest(implementation) === digest ? implementation : `Plan digest: ${digest}\n\n${implementation}`;
  return {
    plan,
    text: cut(text, LONGEST.text),
    window: window && inSeconds(window),
    planned: window ? undefined : { start: null, end: null, isReadable: true },
    phase: 'awaiting-approval' as const,
    state: null,
    approval: 'requested' as const,
    deciders: [] as string[],
    shown: {
      summary: cut(summary.replaceAll(/\s+/g, ' '), LONGEST.summary),
      description: cut(description, LONGEST.text),
      backout: cut(backout, LONGEST.text),
      test: cut(test, LONGEST.text),
      fields: { justification: cut(justification, LONGEST.text), risk: cut(`${risk.level}: ${risk.text}`, LONGEST.text) },
    },
  };
}

const clean = (text: string): string => text.replaceAll(/(?![\n\t])\p{Cc}|\p{Cs}/gu, '');
const CUT = '… (cut)';
const cut = (text: string, limit: number): string => {
  const whole = clean(text);
  return whole.length <= limit ? whole : `${clean(whole.slice(0, limit - CUT.length))}${CUT}`;
};

/** Never wider. */
function inSeconds({ start, end }: ChangeWindow): ChangeWindow {
  const at = (seconds: number) => new Date(seconds * 1_000).toISOString().replace('.000Z', 'Z');
  return { start: at(Math.ceil(Date.parse(start) / 1_000)), end: at(Math.floor(Date.parse(end) / 1_000)) };
}

/** Of the first lines: what is said far below is not what people see. */
const readDigest = (text: string): string | null =>
  /sha256:[0-9a-f]{64}(?![0-9A-Za-z_])/.exec(text.split('\n').slice(0, 10).join('\n'))?.[0] ?? null;

const readingOf = (reference: string, { number, phase, state, approval, deciders, text, window, planned }: Kept): ChangeReading => ({
  reference,
  number,
  url: `https://changes.example/${number}`,
  phase,
  state: state ?? phase,
  approval,
  deciders: [...deciders],
  digest: readDigest(text),
  window,
  ...(planned && { planned }),
});
