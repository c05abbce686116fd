/** Results that a second process need not compute: not one file of the project has changed since. */
import { chosenBaseline } from './baseline/baseline';
import type { Project } from './project';
import { projectDigest } from './project-digest';
import { resultKey } from './saved-results';

/** What `compute` gives, as JSON carries it; or what it gave when the project was the same. `what` tells one result from another. */
export async function whileUnchanged<Result>(project: Project, what: readonly string[], compute: () => Promise<Result>): Promise<Result> {
  const digest = await projectDigest(project);
  const baselines = project.environments().environments.map((environment) => chosenBaseline(project, environment));
  // A database may be another one at the next look.
  const lasting = !baselines.includes('database');
  const key = digest && lasting && resultKey(...what, digest, JSON.stringify(baselines));
  const known = key && project.saved.get(key);
  if (known) return known as Result; // Written below, by this very build.
  project.shadow.warm(); // Nearly every result asks it, once the models are read.
  const result = await compute();
  if (key) project.saved.set(key, result);
  return result;
}
