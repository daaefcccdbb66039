import { isNamePart, wordAt } from './words.js';

/**
 * The names that hold blanks or operator signs, by their first word: FEEL takes the longest known name at a place (DMN 1.5, 10.3.1.2).
 * Names that an expression binds itself are added while it is read, and forgotten at the end of their scope.
 */
export interface KnownNames {
  /** Names known besides: those of all expressions. */
  readonly others: KnownNames | undefined;
  readonly byWord: Map<string, string[]>;
  readonly added: string[];
}

/** An index of the names among these that are more than one word. */
export function knownNames(names: Iterable<string>, others?: KnownNames): KnownNames {
  const known: KnownNames = { others, byWord: new Map(), added: [] };
  for (const name of names) enter(known, name);
  return known;
}

function enter(known: KnownNames, name: string): boolean {
  const word = wordAt(name, 0);
  if (word === '' || word === name) return false;
  const list = known.byWord.get(word);
  if (list === undefined) known.byWord.set(word, [name]);
  else list.push(name);
  return true;
}

/** Adds a name that the expression binds. */
export function addName(known: KnownNames, name: string): void {
  if (enter(known, name)) known.added.push(name);
}

/** Forgets the names added since there were `count` of them. */
export function forgetNames(known: KnownNames, count: number): void {
  for (const name of known.added.splice(count)) known.byWord.get(wordAt(name, 0))?.pop();
}

/** The longest known name at a place of a text and where it ends; undefined when none of several words stands there. */
export function nameAt(known: KnownNames, text: string, at: number): { name: string; end: number } | undefined {
  let best = known.others && nameAt(known.others, text, at);
  for (const name of known.byWord.get(wordAt(text, at)) ?? []) {
    const end = endOf(name, text, at);
    if (end !== undefined && end > (best?.end ?? 0)) best = { name, end };
  }
  return best;
}

/** Where a name ends that begins at a place; a blank in the name stands for any white space. */
function endOf(name: string, text: string, at: number): number | undefined {
  let place = at;
  for (let index = 0; index < name.length; index += 1) {
    if (name[index] === ' ') {
      const before = place;
      while (/\s/.test(text.charAt(place))) place += 1;
      if (place === before) return undefined;
    } else if (name[index] === text[place]) place += 1;
    else return undefined;
  }
  return isNamePart(name, name.length - 1) && isNamePart(text, place) ? undefined : place;
}
