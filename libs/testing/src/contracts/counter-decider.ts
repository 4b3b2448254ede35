import { accept, type Decider, refuse } from '@lockstep/event-store';

/** The smallest decider with a state, a refusal and a command that may already be true. */
export const counterDecider: Decider<
  { amount: number },
  { type: 'CounterRaised'; data: { amount: number } },
  number,
  { rule: string; found: number }
> = {
  initialState: 0,
  decide: ({ amount }, total) => {
    if (amount === 0) return accept();
    if (total + amount > 100) return refuse({ rule: 'at most 100', found: total + amount });
    return accept({ type: 'CounterRaised', data: { amount } });
  },
  evolve: (total, event) => (event.type === 'CounterRaised' ? total + event.data.amount : total),
};
