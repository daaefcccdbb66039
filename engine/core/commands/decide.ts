import type { Command } from '../../model/commands/command.js';
import type { Rejection } from '../../model/rejection.js';
import { decideOperation } from '../../operations/decide-operation.js';
import { isOperation } from '../../operations/operations.js';
import { refuseStandIn } from '../permission.js';
import type { Run } from '../run.js';
import { childEnded, childEscalated, childStatus } from './calls.js';
import { reportIncident } from './incidents.js';
import { completeJob, failJob, throwJobError } from './jobs.js';
import { recomputeTimers } from './recompute-timers.js';
import { startInstance } from './start-instance.js';
import { deliverMessage, deliverSignal, fireTimer } from './waits.js';
import { claimWorkItem, completeWorkItem, releaseWorkItem } from './work-items.js';

/** Judges a command and writes its first facts; what follows from them stands on the agenda. A Rejection has written nothing. */
export function decide(run: Run, command: Command): Rejection | undefined {
  const refusal = refuseStandIn(command);
  if (refusal) return refusal;
  if (isOperation(command)) return decideOperation(run, command);
  switch (command.type) {
    case 'startInstance':
      return startInstance(run, command);
    case 'claimWorkItem':
      return claimWorkItem(run, command);
    case 'releaseWorkItem':
      return releaseWorkItem(run, command);
    case 'completeWorkItem':
      return completeWorkItem(run, command);
    case 'completeJob':
      return completeJob(run, command);
    case 'failJob':
      return failJob(run, command);
    case 'throwJobError':
      return throwJobError(run, command);
    case 'fireTimer':
      return fireTimer(run, command);
    case 'recomputeTimers':
      return recomputeTimers(run);
    case 'deliverMessage':
      return deliverMessage(run, command);
    case 'deliverSignal':
      return deliverSignal(run, command);
    case 'childEnded':
      return childEnded(run, command);
    case 'raiseIncident':
      return reportIncident(run, command);
    case 'childStatus':
      return childStatus(run, command);
    case 'childEscalated':
      return childEscalated(run, command);
  }
}
