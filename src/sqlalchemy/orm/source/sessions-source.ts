/** The Python of this room, in the order in which it runs. */
import { collectionsSource } from './collections';
import { comparatorsSource } from './comparators';
import { historySource } from './history';
import { mapperSource } from './mapper';
import { persistenceSource } from './persistence';
import { querySource } from './query';
import { relationshipSource } from './relationship';
import { rowPlanSource } from './row-plan';
import { rowsSource } from './rows';
import { sessionSource } from './session';
import { sessionMakersSource } from './session-makers';
import { stateSource } from './state';
import { transactionSource } from './transaction';
import { unitOfWorkSource } from './unit-of-work';
import { validatorsSource } from './validators';

export const sessionsSource: string = [
  mapperSource,
  relationshipSource,
  stateSource,
  collectionsSource,
  validatorsSource,
  historySource,
  unitOfWorkSource,
  persistenceSource,
  transactionSource,
  sessionSource,
  sessionMakersSource,
  rowsSource,
  rowPlanSource,
  querySource,
  comparatorsSource,
].join('\n');
