import { beforeAll, describe, expect, it } from '@jest/globals';
import { runScenario } from '../../engine/index.js';
import { scenarioPackages, type ScenarioPackage } from '../../runtime/tools/scenario-setups.js';

let packages: readonly ScenarioPackage[];
const visited = new Map<string, Set<string>>();
const taken = new Map<string, Set<string>>();

function note(all: Map<string, Set<string>>, more: Readonly<Record<string, readonly string[]>>): void {
  for (const [processId, ids] of Object.entries(more)) {
    all.set(processId, new Set([...(all.get(processId) ?? []), ...ids]));
  }
}

beforeAll(async () => {
  packages = await scenarioPackages(process.cwd());
}, 120_000);

describe('scenarios of the shipped packages', () => {
  it('are all green', () => {
    const red: string[] = [];
    for (const { setup, scenarios } of packages) {
      for (const { name, scenario } of scenarios) {
        const report = runScenario(setup, scenario);
        for (const { step, what, expected, actual } of report.failures) {
          red.push(`${name} | ${step} | ${what} | expected ${expected} | actual ${actual}`);
        }
        note(visited, report.visited);
        note(taken, report.taken);
      }
    }
    expect(red).toEqual([]);
  }, 600_000);

  it('walk through every element that is entered at all', () => {
    const missed: string[] = [];
    for (const { setup } of packages) {
      for (const [processId, { plan }] of setup.programs) {
        for (const element of Object.values(plan.elements)) {
          const isCompensationMark = element.type === 'boundaryEvent' && element.event.kind === 'compensation';
          if (!isCompensationMark && visited.get(processId)?.has(element.id) !== true) {
            missed.push(`${processId} ${element.id}`);
          }
        }
      }
    }
    expect(missed).toEqual([]);
  });

  it('take every sequence flow', () => {
    const missed = packages.flatMap(({ setup }) =>
      [...setup.programs].flatMap(([processId, { plan }]) =>
        Object.keys(plan.flows).flatMap((id) => (taken.get(processId)?.has(id) === true ? [] : [`${processId} ${id}`])),
      ),
    );
    expect(missed).toEqual([]);
  });

  it('say what holds after every step', () => {
    const silent = packages.flatMap(({ scenarios }) =>
      scenarios.flatMap(({ name, scenario }) =>
        scenario.steps.flatMap(({ expect: expected }, index) =>
          expected?.status === undefined || expected.tasks === undefined ? [`${name} ${index}`] : [],
        ),
      ),
    );
    expect(silent).toEqual([]);
  });
});
