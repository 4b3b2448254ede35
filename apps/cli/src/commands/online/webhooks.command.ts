import { Command } from 'commander';
import { addListOptions, type ListOptions, take } from '../../online/list-options.js';
import { shortTime } from '../../online/moments.js';
import { onlineCommand, showing } from '../../online/online-command.js';
import { listShown } from '../../online/shown.js';

export const webhooksCommand = (): Command =>
  new Command('webhooks')
    .description('read who is told of what happens, and what became of it')
    .addCommand(listCommand())
    .addCommand(deliveriesCommand());

const listCommand = (): Command =>
  addListOptions(onlineCommand('list', 'print the webhooks', 'lockstep webhooks list')).action(
    showing<ListOptions>(async ({ client, options: { limit } }) =>
      listShown(
        await take(client.pages('/v1/webhooks'), limit),
        ['WEBHOOK', 'STATE', 'LAST ACCEPTED', 'URL…', 'EVENTS…'],
        ({ id, disabled, failingSince, lastAcceptedAt, url, events }) => [
          id,
          disabled === null ? (failingSince === null ? 'works' : `fails since ${shortTime(failingSince)}`) : `disabled: ${disabled.cause}`,
          shortTime(lastAcceptedAt),
          url,
          events.join(', '),
        ],
        ({ id }) => id,
      ),
    ),
  );

const deliveriesCommand = (): Command =>
  addListOptions(
    onlineCommand('deliveries', 'print what was sent to a webhook, the newest first', 'lockstep webhooks deliveries "$WEBHOOK" --limit 20'),
  )
    .argument('<webhook>', 'id of the webhook')
    .action(
      showing<ListOptions>(async ({ client, options: { limit } }, id) =>
        listShown(
          await take(client.pages('/v1/webhooks/{id}/deliveries', { params: { path: { id: id! } } }), limit),
          ['DELIVERY', 'STATUS', 'SINCE', 'ATTEMPTS', 'NEXT', 'TYPE…', 'SUBJECT…'],
          ({ id, status, createdAt, attempts, nextAttemptAt, type, subject }) => [
            id,
            status,
            shortTime(createdAt),
            attempts.length,
            shortTime(nextAttemptAt),
            type,
            subject,
          ],
          ({ id }) => id,
        ),
      ),
    );
