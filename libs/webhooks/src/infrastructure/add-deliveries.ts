import type { EntityManager } from 'typeorm';
import type { DeliveryOrder } from '../application/deliveries.port.js';
import { PING } from '../domain/index.js';

/** Within a transaction of the caller. Those of webhooks that are gone or disabled are left out, as are those that there are already. */
export async function addDeliveries(manager: EntityManager, orders: readonly DeliveryOrder[]): Promise<void> {
  if (orders.length === 0) return;
  const column = <Value>(read: (order: DeliveryOrder) => Value): Value[] => orders.map(read);
  await manager.query(
    // Locked, so that nobody removes or disables one of them meanwhile and leaves its deliveries.
    `with wanted as materialized (
       select w.id, w.disabled from lockstep.webhook w where w.id = any ($1::text[]) order by w.id for share
     )
     insert into lockstep.webhook_delivery (webhook, message, type, subject, position, body, next_at)
     select o.webhook, o.message, o.type, o.subject, o.position, o.body, now()
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[]) with ordinality
       as o (webhook, message, type, subject, position, body, place)
     join wanted on wanted.id = o.webhook and (wanted.disabled is null or o.type = $7)
     order by o.place
     on conflict (webhook, message) do nothing`,
    [
      column(({ webhook }) => webhook),
      column(({ message }) => message.id),
      column(({ message }) => message.type),
      column(({ message }) => message.subject),
      column(({ message }) => message.position),
      column(({ body }) => body),
      PING,
    ],
  );
}
