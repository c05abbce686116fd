import { EngineProcess } from '../engine-process';
import type { Workbench } from '../workbench';

/** Migrations: Refresh. Also the way back after an engine that kept dying and a database that could not be reached. */
export async function refresh({ projects, connections }: Workbench): Promise<void> {
  await Promise.all(
    projects.all.map(async (project) => {
      if (project.engine instanceof EngineProcess) project.engine.reset();
      // The root stands for everything below it: nothing that was read before is believed.
      project.engine.filesChanged(['']);
      await project.refresh();
      const lost = [...project.state.connections.values()].some((connection) => connection.reason !== null);
      if (lost) await connections.reconnect(project);
    }),
  );
}
