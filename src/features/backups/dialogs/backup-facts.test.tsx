import { expect, it } from 'vitest';
import { factsOf, findFacts, renderApp } from '../../../app/test-app';

it.each([
  ['completed', 'Recovery point', 'Created'],
  // There is nothing in it to go back to.
  ['failed', 'Created', 'Recovery point'],
])('the moment of a backup that is %s is called “%s”', async (status, label, other) => {
  const app = await renderApp({ path: '/settings' });
  const backup = (await app.backups()).find((each) => each.status === status);
  if (backup === undefined) throw new Error(`No backup is ${status}.`);
  window.history.pushState(null, '', `/backups?dialog=delete:${backup.id}`);
  app.reload();
  const facts = factsOf(await findFacts('Delete backup'));
  expect(facts).toHaveProperty([label]);
  expect(facts).not.toHaveProperty([other]);
});
