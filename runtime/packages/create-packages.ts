import type {
  Actor,
  CalendarData,
  CompiledPackage,
  compilePackage,
  linkPackage,
  PackageSource as CompileSource,
  Problem,
  Program,
} from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import type { Packages, PackageSource as PackageOrigin, PackageVersion } from '../seams/packages.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Store } from '../seams/store.js';
import { officeCalendar } from './compile-folder.js';
import { registersTaken } from './registers-taken.js';
import {
  FILES,
  packageHash,
  POINTERS,
  requiredMajors,
  VERSIONS,
  type PointerRecord,
  type VersionRecord,
} from './package-records.js';

/** What packages need. `judge` looks at a compiled package as a whole (its scenarios) and gives problems; absent: nothing more is judged. */
export interface PackageParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly compile: typeof compilePackage;
  readonly link: typeof linkPackage;
  readonly checkJson: CompileSource['checkJson'];
  readonly checkFormSchema: CompileSource['checkFormSchema'];
  readonly judge?: (pkg: CompiledPackage, closure: readonly CompiledPackage[]) => Promise<readonly Problem[]>;
  /** Hashes of shipped versions that were found good before they were shipped: from disk they are neither judged nor checked again. */
  readonly verdicts?: ReadonlySet<string>;
  /** The calendar of the office that programs run by, whatever calendar their version came with; absent or undefined: that of the version. */
  readonly calendar?: () => Promise<{ readonly hash: string; readonly data: CalendarData } | undefined>;
  /** How many versions are held compiled, and how many linked; MOST_VERSIONS when absent. */
  readonly mostVersions?: number;
  /** Called after a version became active, with everything it needs, dependencies first. */
  readonly activated?: (closure: readonly CompiledPackage[]) => Promise<void>;
}

interface Compiled {
  readonly hash: string;
  readonly requires: Readonly<Record<string, string>>;
  readonly package?: CompiledPackage;
  readonly problems: readonly Problem[];
}

/** So many versions are held compiled, and so many linked (about half a megabyte each): the least recently used ones are compiled again. */
export const MOST_VERSIONS = 150;

const majorOf = (version: string): string => version.split('.')[0] ?? version;

/** Names a version together with the calendar it runs by. */
const environmentOf = (hash: string, calendarHash: string): string => `${hash}+${calendarHash.slice(0, 16)}`;

const isError = (problem: Problem): boolean => problem.severity === 'error';

const NOTHING_WRONG = { checkJson: (): readonly Problem[] => [], checkFormSchema: (): readonly Problem[] => [] };

/** Packages over the store. See the seam for their promises. */
export function createPackages(parts: PackageParts): Packages {
  const { store, clock, compile, link, checkJson, checkFormSchema, judge, verdicts, activated } = parts;
  const { mostVersions = MOST_VERSIONS } = parts;
  const compiledByHash = new Map<string, Promise<CompiledPackage | undefined>>();
  const closuresByHash = new Map<string, Promise<readonly CompiledPackage[] | undefined>>();
  const programsByHash = new Map<string, Promise<ReadonlyMap<string, Program>>>();

  // What a hash names cannot have changed since it was found good: its files need no second look at their shapes.
  const checksOf = (hash: string): Pick<PackageParts, 'checkJson' | 'checkFormSchema'> =>
    verdicts?.has(hash) === true ? NOTHING_WRONG : { checkJson, checkFormSchema };

  // A failure is not remembered: the next question tries again.
  const remember = <V>(cache: Map<string, Promise<V>>, key: string, make: () => Promise<V>): Promise<V> => {
    const known = cache.get(key);
    if (known !== undefined) {
      cache.delete(key);
      cache.set(key, known);
      return known;
    }
    const made = make();
    cache.set(key, made);
    for (const oldest of cache.keys()) {
      if (cache.size <= mostVersions) break;
      cache.delete(oldest);
    }
    made.then(
      (value) => value === undefined && cache.delete(key),
      () => cache.delete(key),
    );
    return made;
  };

  const dependenciesOf = async (
    requires: Readonly<Record<string, string>>,
  ): Promise<ReadonlyMap<string, CompiledPackage>> => {
    const found = new Map<string, CompiledPackage>();
    for (const hash of Object.values(requires))
      for (const one of await closure(hash)) if (!found.has(one.key)) found.set(one.key, one);
    return found;
  };

  const compileStored = async (hash: string): Promise<CompiledPackage | undefined> => {
    const version = await store.get(VERSIONS, hash);
    const record = await store.get(FILES, hash);
    if (version === undefined || record === undefined) return undefined;
    const dependencies = await dependenciesOf(version.requires);
    const result = await compile({ files: record.files, dependencies, ...checksOf(hash), hash });
    if (result.ok) return result.package;
    const first = result.problems.find(isError);
    throw new PlatformError('PACKAGE_BROKEN', `${version.key} ${hash}: ${first?.rule ?? ''} ${first?.text.en ?? ''}`);
  };

  const packageByHash = (hash: string): Promise<CompiledPackage | undefined> =>
    remember(compiledByHash, hash, () => compileStored(hash));

  // A version never changes, so what it needs never changes either.
  const closure = (hash: string): Promise<readonly CompiledPackage[]> =>
    remember(closuresByHash, hash, async () => {
      const found = await closureOf(hash);
      return found.length === 0 ? undefined : found;
    }).then((found) => found ?? []);

  async function closureOf(hash: string): Promise<readonly CompiledPackage[]> {
    const version = await store.get(VERSIONS, hash);
    const own = await packageByHash(hash);
    if (version === undefined || own === undefined) return [];
    return [...(await dependenciesOf(version.requires)).values(), own];
  }

  const linkStored = async (
    hash: string,
    taken: { readonly hash: string; readonly data: CalendarData } | undefined,
  ): Promise<ReadonlyMap<string, Program>> => {
    const all = await closure(hash);
    const pkg = all.at(-1);
    if (pkg === undefined) return new Map();
    const dependencies = new Map(all.map((one) => [one.key, one]));
    if (taken === undefined) return link({ pkg, dependencies, calendar: officeCalendar(all), hash });
    return link({ pkg, dependencies, calendar: taken.data, hash: environmentOf(hash, taken.hash) });
  };

  const resolve = async (majors: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> => {
    const resolved: [string, string][] = [];
    for (const [key, major] of Object.entries(majors)) {
      const pointer = await store.get(POINTERS, key);
      const active = pointer === undefined ? undefined : await store.get(VERSIONS, pointer.hash);
      const newest = async () =>
        (
          await store.find(VERSIONS, { where: { key }, sort: [{ field: 'publishedAt', descending: true }], limit: 100 })
        ).records.find((one) => majorOf(one.version) === majorOf(major));
      const chosen = active !== undefined && majorOf(active.version) === majorOf(major) ? active : await newest();
      if (chosen !== undefined) resolved.push([key, chosen._id]);
    }
    return Object.fromEntries(resolved);
  };

  // A register belongs to one package: another that defined it anew would change its rules for everybody.
  const takenRegisters = async (
    pkg: CompiledPackage,
    dependencies: ReadonlyMap<string, CompiledPackage>,
  ): Promise<readonly Problem[]> => {
    if (pkg.registers.size === 0) return [];
    const others = new Map(dependencies);
    for (const { _id: key, hash } of (await store.find(POINTERS, { limit: 1000 })).records) {
      const active = key === pkg.key ? undefined : await packageByHash(hash);
      if (active !== undefined) others.set(key, active);
    }
    return registersTaken(pkg, [...others.values()]);
  };

  const compileNew = async (files: Readonly<Record<string, string>>, source: PackageOrigin): Promise<Compiled> => {
    const requires = await resolve(requiredMajors(files['manifest.json']));
    const hash = packageHash(files, requires);
    const dependencies = await dependenciesOf(requires);
    const isKnown = source === 'disk' && verdicts?.has(hash) === true;
    const checks = isKnown ? NOTHING_WRONG : { checkJson, checkFormSchema };
    const result = await compile({ files, dependencies, ...checks, hash });
    if (!result.ok) return { hash, requires, problems: result.problems };
    const taken = await takenRegisters(result.package, dependencies);
    if (taken.length > 0) return { hash, requires, problems: [...result.problems, ...taken] };
    const closure = [...dependencies.values(), result.package];
    const judged = judge === undefined || isKnown ? [] : await judge(result.package, closure);
    const problems = [...result.problems, ...judged];
    return problems.some(isError)
      ? { hash, requires, problems }
      : { hash, requires, package: result.package, problems };
  };

  const listed = (record: VersionRecord, pointer: PointerRecord | undefined): PackageVersion => {
    const { _id: hash, ...rest } = record;
    const former = pointer?.former.includes(hash) === true ? 'superseded' : 'available';
    return { ...rest, hash, state: pointer?.hash === hash ? 'active' : former };
  };

  const point = async (key: string, hash: string, actor: Actor): Promise<void> => {
    for (;;) {
      const old = await store.get(POINTERS, key);
      if (old?.hash === hash) return;
      const former =
        old === undefined ? [] : [...old.former.filter((one) => one !== hash && one !== old.hash), old.hash];
      const next: PointerRecord = {
        _id: key,
        hash,
        revision: (old?.revision ?? 0) + 1,
        activatedAt: clock.now(),
        activatedBy: actor.userId,
        former,
      };
      const done =
        old === undefined
          ? await store.insert(POINTERS, next)
          : await store.compareAndSet(POINTERS, { revision: old.revision }, next);
      if (done) break;
    }
    await activated?.(await closure(hash));
  };

  const activate: Packages['activate'] = async (key, hash, actor) => {
    const version = await store.get(VERSIONS, hash);
    if (version?.key !== key) return false;
    await point(key, hash, actor);
    return true;
  };

  const mayActivate = async (key: string, when: 'always' | 'never' | 'ifFromDisk'): Promise<boolean> => {
    if (when !== 'ifFromDisk') return when === 'always';
    const pointer = await store.get(POINTERS, key);
    return pointer === undefined || (await store.get(VERSIONS, pointer.hash))?.source === 'disk';
  };

  const versionOf = async (record: VersionRecord): Promise<PackageVersion> =>
    listed(record, await store.get(POINTERS, record.key));

  return {
    programFor: async (processId, hash) => {
      const taken = await parts.calendar?.();
      const name = taken === undefined ? hash : environmentOf(hash, taken.hash);
      return (await remember(programsByHash, name, () => linkStored(hash, taken))).get(processId);
    },
    packageByHash,
    closure,
    activePackage: async (key) => {
      const pointer = await store.get(POINTERS, key);
      return pointer === undefined ? undefined : packageByHash(pointer.hash);
    },
    activeKeys: async () => (await store.find(POINTERS, { limit: 1000 })).records.map((one) => one._id),
    versions: async (key) => {
      const pointers = new Map((await store.find(POINTERS, { limit: 1000 })).records.map((one) => [one._id, one]));
      const found = await store.find(VERSIONS, {
        ...(key === undefined ? {} : { where: { key } }),
        sort: [{ field: 'publishedAt', descending: true }],
        limit: 1000,
      });
      return found.records.map((record) => listed(record, pointers.get(record.key)));
    },
    check: async (files) => {
      const { package: pkg, problems } = await compileNew(files, 'api');
      return { ok: pkg !== undefined, problems };
    },
    publish: async ({ files, note, source, actor, activate: when = 'never' }) => {
      const requires = await resolve(requiredMajors(files['manifest.json']));
      const known = await store.get(VERSIONS, packageHash(files, requires));
      if (known !== undefined) {
        if (await mayActivate(known.key, when)) await point(known.key, known._id, actor);
        return { ok: true, version: await versionOf(known), created: false, problems: [] };
      }
      const compiled = await compileNew(files, source);
      const { package: pkg, problems, hash } = compiled;
      if (pkg === undefined) return { ok: false, problems };
      const record: VersionRecord = {
        _id: hash,
        key: pkg.key,
        version: pkg.version,
        requires: compiled.requires,
        source,
        note,
        publishedAt: clock.now(),
        publishedBy: actor.userId,
      };
      // Files first: a version that is listed can be compiled.
      await store.insert(FILES, { _id: hash, files });
      const created = await store.insert(VERSIONS, record);
      if (await mayActivate(pkg.key, when)) await point(pkg.key, hash, actor);
      return { ok: true, version: await versionOf(record), created, problems };
    },
    activate,
  };
}
