const swc = require('@swc/core');

// TypeScript 7 has no API, so swc parses. dependency-cruiser 18 supports JSX there, but needs Node 22.
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) => parseFileSync(file, { ...options, tsx: file.endsWith('.tsx') });

/** What each layer may import besides itself. */
const LAYERS = {
  'src/core': [],
  'src/browser': ['src/core'],
  'src/routes': ['src/browser'],
  'src/api': ['src/core', 'src/browser'],
  'src/ui': ['src/core', 'src/browser'],
  'src/components': ['src/core', 'src/browser', 'src/api', 'src/ui', 'src/routes'],
  'src/features': ['src/core', 'src/browser', 'src/api', 'src/ui', 'src/routes', 'src/components'],
  'src/(?:app|main)': ['src'],
  'server/http': ['src/core'],
  'server/database': ['src/core', 'server/http'],
  'server/provider': ['src/core', 'server/http', 'server/database'],
  'server/marks': ['src/core', 'server/database'],
  'server/audit': ['src/core', 'server/http', 'server/database', 'server/provider', 'server/marks'],
  'server/agreements': ['src/core', 'server/(?:http|database|provider|marks|audit)'],
  'server/session': ['src/core', 'server/http', 'server/database', 'server/provider'],
  'server/operations': [
    'src/core',
    'server/http',
    'server/database',
    'server/provider',
    'server/marks',
    'server/audit',
    'server/session',
  ],
  'server/sandbox': ['src/core', 'server/http'],
  'server/watch': ['src/core', 'server/(?:http|database|provider|agreements)'],
  'server/schedules': [
    'src/core',
    'server/(?:http|database|provider|marks|audit|session|operations|sandbox)',
    // Failed and missed runs raise alerts.
    'server/watch/(?:alerts|english)',
  ],
  // The check for cron is a separate program with the gateway's settings.
  'server/check': [
    'src/core',
    'server/(?:http|database|provider|sandbox|agreements|session|schedules|watch|config)',
  ],
  'server/(?:main|app|config)': ['src/core', 'server', 'package.json'],
};

/** What the browser's bundle contains: packages that nobody has to install who runs the gateway. */
const BUNDLED = [
  '@fontsource-variable/inter',
  '@radix-ui/[^/]+',
  '@tanstack/react-query',
  'clsx',
  'downshift',
  'lucide-react',
  'react',
  'react-dom',
  'react-error-boundary',
  'react-router-dom',
];

const TESTS = '\\.test\\.tsx?$|^(?:src|server)/testing/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-file-cycle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-folder-cycle', severity: 'error', scope: 'folder', from: {}, to: { circular: true } },
    ...Object.entries(LAYERS).map(([layer, others]) => ({
      name: `only-downwards-from-${layer.replace(/\W+/g, '-')}`,
      severity: 'error',
      from: { path: `^${layer}\\b` },
      to: { pathNot: `^(?:node_modules|${[layer, ...others].join('|')})\\b`, dependencyTypesNot: ['core'] },
    })),
    {
      name: 'no-file-outside-the-layers',
      severity: 'error',
      from: { path: '^src/', pathNot: `^(?:${Object.keys(LAYERS).join('|')})\\b` },
      to: {},
    },
    {
      name: 'features-know-nothing-of-each-other',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' },
    },
    {
      name: 'core-has-few-packages',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^node_modules/', pathNot: '^node_modules/(?:valibot|date-fns|@date-fns/utc|croner)/' },
    },
    {
      // The gateway plans runs; the browser only shows them.
      name: 'browser-plans-no-runs',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/core/|[.]test[.]tsx?$' },
      to: { path: '^src/core/schedules/(?:planned-runs|schedule-rules)[.]ts$' },
    },
    {
      name: 'nothing-shipped-imports-tests',
      severity: 'error',
      from: { path: '^(?:src|server)/' },
      to: { path: TESTS },
    },
    {
      name: 'nothing-shipped-needs-dev-dependencies',
      severity: 'error',
      from: { path: '^(?:src|server)/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: `^node_modules/(?:${BUNDLED.join('|')})/` },
    },
    {
      name: 'gateway-needs-no-bundled-packages',
      severity: 'error',
      from: { path: '^(?:server|src/core)/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    // Tests and test support may import anything.
    doNotFollow: { path: `^node_modules/|${TESTS}` },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
};
