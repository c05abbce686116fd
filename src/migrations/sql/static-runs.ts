/** Revisions run from their text alone: no database answers what they read. */
import type { Environment } from '../../alembic/environment/environment';
import { alembicHostModules } from '../../alembic/operations/host-modules';
import { type RevisionDirection, runRevision } from '../../alembic/operations/run-revision';
import type { OperationSink } from '../../alembic/operations/sink';
import { createProgram } from '../../python/create-program';
import { unknown } from '../../python/native';
import type { Program } from '../../python/program';
import { sqlalchemyHostModules } from '../../sqlalchemy/host-modules';
import { workingModels } from '../models/working-models';
import type { Project } from '../project';
import { environmentScripts } from '../shadow/environment-scripts';
import type { RevisionFile } from '../shadow/requests';
import { endOf, notingSink, type RecordedStep } from './recorded-run';

/** Runs revisions over one program, so that what they share is read once. */
export type StaticRun = (revision: RevisionFile, direction: RevisionDirection) => readonly RecordedStep[];

/** The environment's revisions, to be run one by one in any order; nothing is asked of a database. */
export function staticRuns(project: Project, environment: Environment): StaticRun {
  const { namingConvention } = workingModels(project, environment);
  let steps: RecordedStep[] = [];
  const nowhere: OperationSink = {
    emit: () => undefined,
    opaque: () => undefined,
    query: (_sql, place) => unknown('what a query of the revision finds in the database', place),
    namingConvention,
  };
  const sink = notingSink(nowhere, (step) => steps.push(step));
  const scripts = environmentScripts(environment, project.files, project.parser, () => program);
  const program: Program = createProgram({
    files: project.files,
    searchPaths: environment.searchPaths,
    parser: project.parser,
    hostModules: new Map([...sqlalchemyHostModules(environment.versions), ...alembicHostModules(sink, null, scripts)]),
  });
  return ({ id, file }, direction) => {
    steps = [];
    program.renewBound(); // A revision that loops for ever takes nothing from the others.
    const { raised } = runRevision(program, file, `revision_${id}`, direction, environment.engine);
    return raised ? [...steps, endOf(raised)] : steps;
  };
}
