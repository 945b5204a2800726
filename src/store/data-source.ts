import { DataSource } from 'typeorm';
import { TheLoop1763800000000 } from './migrations/1763800000000-the-loop.ts';
import { OneSentence1764100000000 } from './migrations/1764100000000-one-sentence.ts';
import { AdmissionRequest1764100000001 } from './migrations/1764100000001-admission-request.ts';
import { SameMatter1764131000000 } from './migrations/1764131000000-same-matter.ts';
import { SaidAndAsked1764140000000 } from './migrations/1764140000000-said-and-asked.ts';
import { Media1764100000002 } from './migrations/1764100000002-media.ts';
import {
  AuditEventRow,
  DeliveryRow,
  EffectRow,
  GroupBindingRow,
  RuleBookRow,
} from './rows/other-rows.ts';
import { AdmissionRow } from './rows/admission-row.ts';
import { ParticipationRow, RatingRow } from './rows/participation-row.ts';
import { WhistleRow } from './rows/whistle-row.ts';

export type { DataSource };

/** A pool of connections to one database. Hearing and working have one each, so that neither starves the other. */
export function createDataSource(url: string, poolSize = 10): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    connectTimeoutMS: 5000,
    applicationName: 'shaoxiang',
    entities: [
      WhistleRow,
      ParticipationRow,
      RatingRow,
      DeliveryRow,
      EffectRow,
      AuditEventRow,
      RuleBookRow,
      GroupBindingRow,
      AdmissionRow,
    ],
    migrations: [
      TheLoop1763800000000,
      OneSentence1764100000000,
      AdmissionRequest1764100000001,
      Media1764100000002,
      SameMatter1764131000000,
      SaidAndAsked1764140000000,
    ],
    migrationsTransactionMode: 'each',
    extra: {
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 15_000,
      keepAlive: true,
    },
  });
}
