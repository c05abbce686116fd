/** Which environment is meant. */
import type { Environment } from '../alembic/environment/environment';
import { areOneHistory } from '../alembic/environment/several-databases';
import { type History, readHistory } from '../alembic/history/read-history';
import { Failure } from './failure';
import { problemText } from './problem-text';
import type { Project } from './project';

/** All environments of the project, or the one at `path`; a Failure where there is none. */
export function chosenEnvironments(project: Project, path: string | null): readonly Environment[] {
  const { environments, problems } = project.environments();
  const trouble = problems.map(problemText).join('\n');
  if (environments.length === 0) {
    throw new Failure(
      trouble ||
        'There is no Alembic environment here: no alembic.ini, no [tool.alembic] in a pyproject.toml, and no folder with env.py and versions, neither in this folder nor below it.',
    );
  }
  if (path === null) return environments;
  const wanted = path.replace(/\/+$/, '').replace(/^\.\//, '');
  const chosen = environments.filter((environment) => environment.path === wanted || environment.configFile === wanted);
  if (chosen.length > 0) return chosen;
  throw new Failure(`There is no environment ${path} here. There is: ${environments.map((environment) => environment.path).join(', ')}.`);
}

/** The one environment that is meant where only one can be worked on. */
export function oneEnvironment(project: Project, path: string | null): Environment {
  const chosen = chosenEnvironments(project, path);
  const [environment, ...others] = chosen;
  if (environment && (others.length === 0 || areOneHistory(chosen))) return environment;
  const paths = [environment, ...others].map((each) => each?.path).join(', ');
  throw new Failure(`There are several environments here; choose one with --environment: ${paths}.`);
}

const histories = new WeakMap<Project, { generation: number; byPath: Map<string, History> }>();

/** The environment's history, read again only after something changed. */
export function historyOf(project: Project, environment: Environment): History {
  const known = histories.get(project);
  const memory = known?.generation === project.generation ? known : { generation: project.generation, byPath: new Map<string, History>() };
  histories.set(project, memory);
  const history = memory.byPath.get(environment.path) ?? readHistory(environment, project.files, project.parser);
  memory.byPath.set(environment.path, history);
  return history;
}

/** The history where it can be followed; else a Failure that says at which file and line it cannot. */
export function soundHistoryOf(project: Project, environment: Environment): History {
  const history = historyOf(project, environment);
  const fatal = history.problems.filter((problem) => problem.severity === 'error');
  if (fatal.length > 0) throw new Failure(`The history cannot be followed:\n${fatal.map(problemText).join('\n')}`);
  return history;
}

/** The history for a first look: what stands in the bodies of upgrade() and downgrade() is not read yet. */
export function outlineHistory(project: Project, environment: Environment): History {
  return readHistory(environment, project.files, project.parser, { bodies: false });
}
