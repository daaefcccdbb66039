import { runRaces } from './kit/run-races.js';
import { MESSAGE_RACES } from './races/messages.js';

runRaces('messages', MESSAGE_RACES, import.meta);
