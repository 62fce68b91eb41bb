import type { BenchPage } from './browser';

/**
 * Runs something and returns how long the page's main thread was busy, in ms of processor time, which a busy machine
 * distorts less than wall-clock time.
 */
export async function busyMs({ cdp }: BenchPage, act: () => Promise<void>): Promise<number> {
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await taskSeconds();
  await act();
  const after = await taskSeconds();
  return (after - before) * 1000;

  async function taskSeconds(): Promise<number> {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  }
}

/** JavaScript heap after a thorough garbage collection, MB, without workers. */
export async function heapMb({ cdp }: BenchPage): Promise<number> {
  await cdp.send('HeapProfiler.enable');
  // Once is not always enough: what finalizers release is collected the second time.
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.disable');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}
