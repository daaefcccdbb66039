import { runRaces } from './kit/run-races.js';
import { COMPLETION_RACES } from './races/completion.js';

runRaces('completion', COMPLETION_RACES, import.meta);
