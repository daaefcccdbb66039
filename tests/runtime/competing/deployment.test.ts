import { runRaces } from './kit/run-races.js';
import { DEPLOYMENT_RACES } from './races/deployment.js';

runRaces('deployment', DEPLOYMENT_RACES, import.meta);
