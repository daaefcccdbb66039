import { runRaces } from './kit/run-races.js';
import { OPERATION_RACES } from './races/operations.js';

runRaces('operations', OPERATION_RACES, import.meta);
