import { runRaces } from './kit/run-races.js';
import { JOIN_RACES } from './races/joins.js';

runRaces('joins', JOIN_RACES, import.meta);
