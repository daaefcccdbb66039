import { runRaces } from './kit/run-races.js';
import { JOB_RACES } from './races/jobs.js';

runRaces('jobs', JOB_RACES, import.meta);
