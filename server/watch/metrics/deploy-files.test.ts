import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { demoMetricsText } from '../../testing/watch/metrics-text';
import { METRIC_STATES } from './fleet-metrics';

const DEPLOY = join(import.meta.dirname, '../../../deploy');
const FILES = ['prometheus-rules.yml', 'prometheus-rules.test.yml', 'grafana-dashboard.json'];

it.each(FILES)('%s uses only existing metrics and states', async (file) => {
  const text = readFileSync(join(DEPLOY, file), 'utf8');
  const types = (await demoMetricsText()).matchAll(/^# TYPE (\w+) (\w+)$/gm);
  const told = new Set(
    [...types].flatMap(([, name, type]) => (type === 'histogram' ? [`${name}_bucket`] : [name])),
  );
  const asked = new Set([...text.matchAll(/\bvps_backups_\w+/g)].map(([name]) => name));
  expect(asked.size).toBeGreaterThan(2);
  expect([...asked].filter((name) => !told.has(name))).toEqual([]);

  const states = [...text.matchAll(/\bstate!?=~?\\?"([\w|]+)\\?"/g)].flatMap(([, names = '']) =>
    names.split('|'),
  );
  expect(states.length).toBeGreaterThan(0);
  expect(states.filter((state) => !METRIC_STATES.some((one) => one === state))).toEqual([]);
});
