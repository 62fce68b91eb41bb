import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { demoMetricsText } from '../../../server/testing/watch/metrics-text';
import { findPromtool, PROMTOOL_ADVICE } from './promtool';

const DEPLOY = join(import.meta.dirname, '../../../deploy');

const dashboardSchema = v.object({
  panels: v.array(v.object({ title: v.string(), targets: v.array(v.object({ expr: v.string() })) })),
});

/** Checks the shipped Prometheus rules and Grafana dashboard, and the metrics themselves, with promtool. */
async function checkRules(): Promise<number> {
  const promtool = findPromtool();
  if (promtool === null) {
    console.error(PROMTOOL_ADVICE);
    return 1;
  }
  const dir = mkdtempSync(join(tmpdir(), 'check-rules-'));
  try {
    const queries = join(dir, 'dashboard.yml');
    writeFileSync(queries, rulesOf(readDashboard()));
    const metrics = await demoMetricsText();
    const checks: readonly {
      readonly name: string;
      readonly args: readonly string[];
      readonly input?: string;
    }[] = [
      { name: 'alert rules', args: ['check', 'rules', join(DEPLOY, 'prometheus-rules.yml')] },
      { name: 'what the rules promise', args: ['test', 'rules', join(DEPLOY, 'prometheus-rules.test.yml')] },
      { name: 'queries of the dashboard', args: ['check', 'rules', '--lint=none', queries] },
      { name: 'metrics', args: ['check', 'metrics'], input: metrics },
    ];
    const failed = checks.filter(({ args, input, name }) => {
      const { status, stderr, stdout } = spawnSync(promtool, args, { input: input ?? '', encoding: 'utf8' });
      console.log(`${status === 0 ? 'passed' : 'FAILED'}  ${name}`);
      if (status !== 0) console.error(stdout + stderr);
      return status !== 0;
    });
    console.log(`${checks.length - failed.length} passed, ${failed.length} failed`);
    return failed.length === 0 ? 0 : 1;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function readDashboard(): readonly string[] {
  const json: unknown = JSON.parse(readFileSync(join(DEPLOY, 'grafana-dashboard.json'), 'utf8'));
  return v.parse(dashboardSchema, json).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
}

/** JSON is valid in a rules file; promtool has no other way to check queries without a server. */
function rulesOf(queries: readonly string[]): string {
  const rules = queries.map((query, index) => ({
    record: `query:${index}`,
    expr: query.replaceAll('$__rate_interval', '5m'),
  }));
  return JSON.stringify({ groups: [{ name: 'dashboard', rules }] });
}

process.exitCode = await checkRules();
