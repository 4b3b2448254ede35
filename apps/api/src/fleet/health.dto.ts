import { HEALTH_LAYERS, HEALTH_VERDICTS, LAYER_STATES, SIGNAL_STANDINGS, SIGNAL_STATES, type SignalName, SIGNALS } from '@lockstep/fleet';
import { z } from 'zod';

const signalName = z.enum(HEALTH_LAYERS.flatMap((layer): readonly SignalName[] => SIGNALS[layer]));

const told = z.object({
  name: signalName,
  state: z.enum(SIGNAL_STATES),
  detail: z.string().nullable(),
  source: z.string(),
  observedAt: z.string().meta({ description: 'since when it is so, as far as its source has looked' }),
  seenAt: z.string().meta({ description: 'when its source last looked and found it so' }),
  age: z.int().meta({ description: 'seconds from `seenAt` to `at`' }),
  standing: z.enum(SIGNAL_STANDINGS).meta({
    description: 'stale: older than `maxAge`, so that it counts as unknown; not-expected: it says nothing about a node like this one',
  }),
});

const layer = z.object({
  layer: z.enum(HEALTH_LAYERS),
  state: z.enum(LAYER_STATES).meta({ description: 'unknown also when one signal that is expected is missing, stale or unknown itself' }),
  blamed: z.boolean().meta({ description: 'it names the problem; false for the layers below, which may fail because of it' }),
  by: z
    .enum(['signals', 'report'])
    .nullable()
    .meta({ description: 'what decides: signals, or the newer word of somebody who judged the layer himself' }),
  signals: z.array(told),
  missing: z.array(signalName).meta({ description: 'expected of this node, and told by no source' }),
  report: z
    .object({
      verdict: z.enum(HEALTH_VERDICTS),
      evidence: z.array(z.string()),
      observedAt: z.string(),
      age: z.int(),
      standing: z.enum(['counts', 'stale']),
    })
    .nullable(),
});

export const nodeHealth = z
  .object({
    id: z.string(),
    at: z.string().meta({ description: 'the moment that ages count up to' }),
    maxAge: z.int().meta({ description: 'seconds: `LOCKSTEP_SIGNAL_AGE`' }),
    verdict: z.enum(HEALTH_VERDICTS).meta({ description: 'that of the problem; without one healthy, or unknown while a layer is' }),
    problem: z
      .object({ layer: z.enum(HEALTH_LAYERS), state: z.enum(['failing', 'degraded']), text: z.string() })
      .nullable()
      .meta({ description: 'the first layer that fails, top down; where none fails, the first that is degraded' }),
    layers: z.array(layer).meta({ description: 'all three, top down' }),
    position: z.int().meta({ description: 'of the last event that changed the node' }),
  })
  .meta({ id: 'NodeHealth' });
