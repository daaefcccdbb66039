import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { transition } from '../../../engine/core/transition.js';
import { replay } from '../../../engine/core/replay.js';
import type { HistoryEvent } from '../../../engine/model/history.js';
import type { InstanceState } from '../../../engine/model/state.js';
import { programOf } from '../../kit/process-builder.js';
import { CASES } from './cases.js';
import type { Recording } from './recording.js';
import { recordingOf, stateHash } from './recording.js';

const FOLDER = new URL('./', import.meta.url);
const fileOf = (name: string): URL => new URL(`${name}.json`, FOLDER);

// `RECORD_HISTORIES=1` writes the cases that have no recording yet; one that is there is never written again.
if (process.env['RECORD_HISTORIES'] !== undefined) {
  for (const [name, run] of Object.entries(CASES)) {
    if (existsSync(fileOf(name))) continue;
    writeFileSync(fileOf(name), `${JSON.stringify(recordingOf(run()), null, 1)}\n`);
  }
}

const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));

describe('recorded histories', () => {
  it('are there for every case', () => {
    expect(names.toSorted()).toEqual(Object.keys(CASES).toSorted());
  });

  describe.each(names)('%s', (name) => {
    const recording = JSON.parse(readFileSync(fileOf(name), 'utf8')) as Recording;

    it('replays to the state it had', () => {
      expect(stateHash(replay(recording.history))).toBe(recording.stateHash);
    });

    it('would be made by the same commands again, its plan keeping its behaviour', () => {
      const programs = recording.plans.map((plan) => programOf(plan));
      const history: HistoryEvent[] = [];
      let state: InstanceState | undefined;
      for (const { plan, command } of recording.commands) {
        const program = programs[plan];
        const outcome = program && transition(program, state, command);
        if (!outcome?.ok) throw new Error(`refused: ${command.type} ${JSON.stringify(outcome?.rejection)}`);
        history.push(...outcome.history);
        state = outcome.state;
      }
      expect(history).toEqual(recording.history);
    });
  });
});
