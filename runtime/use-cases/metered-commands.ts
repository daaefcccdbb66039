import type { Commands } from '../seams/commands.js';
import type { Meter } from '../seams/meter.js';

/** Commands that tell a meter when they come and when they are answered. */
export function meteredCommands(commands: Commands, meter: Meter): Commands {
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    meter.waiting(1);
    try {
      return await work();
    } finally {
      meter.waiting(-1);
    }
  };
  return {
    ...commands,
    run: (request) => counted(() => commands.run(request)),
    start: (request) => counted(() => commands.start(request)),
  };
}
