import { meantBy } from '../command-argument';
import type { Workbench } from '../workbench';

/** Migrations: Disconnect Development Database */
export async function disconnect(workbench: Workbench, argument: unknown): Promise<void> {
  const { projects, connections } = workbench;
  const meant = meantBy(argument);
  const connected = projects.all.flatMap((project) =>
    [...project.state.connections.keys()].map((environment) => ({ project, environment })),
  );
  const targets = connected.filter(
    ({ project, environment }) => !meant || (project.root === meant.root && (meant.environment ?? environment) === environment),
  );
  for (const { project, environment } of targets) {
    await connections.forget(project, environment);
    await project.disconnect(environment);
  }
}
