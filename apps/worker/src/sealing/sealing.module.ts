import { type BeforeApplicationShutdown, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { type NoteKey, parseNoteKey, renderNoteKey } from '@lockstep/event-store/audit';
import { PostgresSealer } from '@lockstep/event-store/postgres/audit';
import { DataSource, LOGGER, type Logger, type Settings, SETTINGS } from '@lockstep/platform';
import { openSigner } from './open-signer.js';
import { SealLoop } from './seal-loop.js';

const LOOP = Symbol('SealLoop');

function createLoop(source: DataSource, settings: Settings, logger: Logger): SealLoop | null {
  const signer = openSigner(settings);
  if (signer === undefined) {
    logger.warn('LOCKSTEP_SEAL_KEY is not set: the record is NOT SEALED, and who owns the database can change it unseen');
    return null;
  }
  logger.info({ key: renderNoteKey(signer) }, 'the record is sealed with this key');
  const sealer = new PostgresSealer(source, { signer, trustedKeys: trustedKeys(settings.sealTrustedKeys) });
  return new SealLoop(sealer, settings.sealInterval * 1_000, logger);
}

function trustedKeys(text: string | undefined): NoteKey[] {
  return (text ?? '').split(',').flatMap((part) => {
    if (part.trim() === '') return [];
    const key = parseNoteKey(part);
    if (!key.ok) throw new Error(`LOCKSTEP_SEAL_TRUSTED_KEYS; ${key.problem}`);
    return [key.value];
  });
}

@Module({ providers: [{ provide: LOOP, useFactory: createLoop, inject: [DataSource, SETTINGS, LOGGER] }] })
export class SealingModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(LOOP) private readonly loop: SealLoop | null) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.loop?.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop?.stop();
  }
}
