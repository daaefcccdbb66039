'use strict';

/*
 * The walls that are about imports. A type import counts like any other. Paths are relative to the root of the repository; each rule's name
 * is what `npm run check` prints, and walls.test.ts plants one violation of each.
 */

const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

const PURE = npm(
  'bpmn-moddle',
  'zeebe-bpmn-moddle',
  'dmn-moddle',
  'moddle',
  'moddle-xml',
  'saxes',
  'temporal-polyfill',
  're2js',
  'big\\.js',
  'decimal\\.js',
  'croner',
);
const DOORS = '^engine/index\\.ts$';
const DESIGNER_DOORS = '^designer/(form-view/)?index\\.ts$';
const SERVER = '^runtime/(?!web/)';
const WIRE = '^runtime/wire/';
const RESIDENTS = '^(runtime/web/portal|designer/form-view)/';

const wall = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    wall('no-cycle', 'No import cycle anywhere.', {}, { circular: true }),
    wall('unresolved', 'An import that leads nowhere.', { pathNot: '^tests/bench/' }, { couldNotResolve: true }),
    wall(
      'engine-pure',
      'The engine imports itself and pure parsers and arithmetic, nothing else.',
      { path: '^engine/' },
      { pathNot: ['^engine/', PURE] },
    ),
    wall(
      'feel-is-ours',
      'FEEL is our own (ADR 0030): other libraries of it are for tests to compare with.',
      { path: '^(engine|designer|runtime)/' },
      { path: npm('@bpmn-io/feelin', '@bpmn-io/lezer-feel') },
    ),
    wall(
      'engine-door',
      'Other rooms enter the engine through engine/index.ts.',
      { path: '^(designer|runtime)/' },
      { path: '^engine/', pathNot: DOORS },
    ),
    wall(
      'designer-door',
      'The web application enters the designer through a door.',
      { path: '^runtime/web/' },
      { path: '^designer/', pathNot: DESIGNER_DOORS },
    ),
    wall(
      'designer-without-runtime',
      'The designer never imports the runtime.',
      { path: '^designer/' },
      { path: '^runtime/' },
    ),
    wall(
      'server-without-screen',
      'The server never imports the designer or the web application.',
      { path: SERVER },
      { path: '^(designer|runtime/web)/' },
    ),
    wall(
      'web-without-server',
      'The web application speaks to the server over HTTP only; they share the shapes of what goes over it.',
      { path: '^runtime/web/' },
      { path: SERVER, pathNot: WIRE },
    ),
    wall(
      'wire-is-shapes',
      'Shapes of what goes over HTTP are made of shapes of the engine and of each other.',
      { path: WIRE },
      { pathNot: [WIRE, DOORS] },
    ),
    wall('nothing-imports-tests', 'Nothing imports tests.', { pathNot: '^tests/' }, { path: '^tests/' }),
    wall(
      'definitions-are-read',
      'Definitions are data that is read, not imported.',
      { path: '^(engine|designer|runtime)/' },
      { path: '^definitions/' },
    ),
    wall(
      'shipped-without-dev',
      'Code that is shipped needs no development package.',
      { path: '^(engine|designer|runtime)/', pathNot: '^runtime/(launch/|web/vite\\.config\\.js$)' },
      { dependencyTypes: ['npm-dev'], pathNot: npm('@types/[^/]+') },
    ),
    {
      ...wall(
        'residents-stay-light',
        'Pages of residents reach no antd, react-router or react-query, not even through another module.',
        { path: RESIDENTS },
        { path: npm('antd', '@ant-design/[^/]+', 'react-router', '@tanstack/react-query'), reachable: true },
      ),
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.build|tests/bench/peers)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
