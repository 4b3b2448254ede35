import { canonicalJson } from '@lockstep/kernel';

/** Something that is kept by id and changed as a whole: its events are named by whoever keeps it. */
export type RegisterCommand<Content> =
  | { readonly command: 'create'; readonly content: Content }
  | { readonly command: 'change'; readonly content: Content }
  | { readonly command: 'remove'; readonly reason: string };

export type RegisterState<Content> = { readonly status: 'absent' } | { readonly status: 'present'; readonly content: Content };
export type RegisterRefusal = 'exists' | 'absent';

export interface RegisterEvent<Content> {
  readonly type: string;
  readonly data: Content | { readonly reason: string };
}

type Decision<Content> =
  | { readonly outcome: 'accepted'; readonly events: readonly RegisterEvent<Content>[] }
  | { readonly outcome: 'refused'; readonly refusal: RegisterRefusal };

/** The names of its three events. */
export interface RegisterWords {
  readonly created: string;
  readonly changed: string;
  readonly removed: string;
}

/** What was removed may be created again. */
export function registerDecider<Content>({ created, changed, removed }: RegisterWords) {
  return {
    initialState: { status: 'absent' } as RegisterState<Content>,

    decide(command: RegisterCommand<Content>, state: RegisterState<Content>): Decision<Content> {
      if (command.command === 'create')
        return state.status === 'present' ? refuse('exists') : accept<Content>({ type: created, data: command.content });
      if (state.status === 'absent') return refuse('absent');
      if (command.command === 'remove') return accept<Content>({ type: removed, data: { reason: command.reason } });
      return canonicalJson(command.content) === canonicalJson(state.content)
        ? accept<Content>()
        : accept<Content>({ type: changed, data: command.content });
    },

    evolve(state: RegisterState<Content>, event: RegisterEvent<Content>): RegisterState<Content> {
      if (event.type === created || event.type === changed) return { status: 'present', content: event.data as Content };
      return event.type === removed ? { status: 'absent' } : state;
    },
  };
}

const accept = <Content>(...events: readonly RegisterEvent<Content>[]): Decision<Content> => ({ outcome: 'accepted', events });
const refuse = (refusal: RegisterRefusal) => ({ outcome: 'refused', refusal }) as const;
