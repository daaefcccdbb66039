import { createInterface } from 'node:readline';
import { compileFeel, type JsonObject } from '../../engine/index.js';
import { answerLine, completionsOf, FEEL_HELP } from './feel-session.js';

/**
 * `npm run feel [-- '{"a": 1}'] [-- -e expression]`: a prompt for FEEL that completes builtins and variables and shows value, type and
 * warnings with their place. With `-e` it evaluates one expression and ends; exit code 1 when that has no value.
 */
export async function main(args: readonly string[]): Promise<number> {
  let variables: JsonObject = {};
  const once = args.indexOf('-e');
  const json = args.find((arg, index) => arg.trimStart().startsWith('{') && (once < 0 || index !== once + 1));
  if (json !== undefined) ({ variables } = answerLine(`:json ${json}`, variables, Date.now()));
  if (once >= 0) {
    const source = args[once + 1] ?? '';
    console.log(answerLine(source, variables, Date.now()).output);
    return compileFeel(source, 'expression', variables).ok ? 0 : 1;
  }
  console.log(FEEL_HELP);
  const prompt = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: 'feel> ',
    completer: (line: string) => completionsOf(line, variables),
  });
  prompt.prompt();
  for await (const line of prompt) {
    if (/^\s*:q(?:uit)?\s*$/.test(line)) break;
    const { variables: after, output } = answerLine(line, variables, Date.now());
    variables = after;
    if (output !== '') console.log(output);
    prompt.prompt();
  }
  prompt.close();
  return 0;
}
