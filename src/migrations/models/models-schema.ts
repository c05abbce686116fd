/** The models as PostgreSQL understands them, asked from the shadow only where their statements are new. */
import type { Project } from '../project';
import { resultKey } from '../saved-results';
import type { ModelStatement, NormaliseResult } from '../shadow/requests';

/** Texts of the last edits; an undo is then no question at all. */
const mostRemembered = 30;

const remembered = new WeakMap<Project, Map<string, NormaliseResult>>();

/**
 * What the statements leave. `functions`: what the revisions leave of functions, for defaults, checks and indexes that call them.
 * @param keep whether the statements come from files alone; what an unsaved text asks for is not worth a place on disk
 */
export async function modelsSchema(
  project: Project,
  statements: readonly ModelStatement[],
  keep: boolean,
  functions: readonly string[],
): Promise<NormaliseResult> {
  const first = functions.map(functionStatement);
  const result = await normalised(project, [...first, ...statements], keep);
  return { ...result, refused: result.refused.map((refused) => ({ ...refused, statement: refused.statement - first.length })) };
}

/** The body may speak of tables that are made only after it. */
const functionStatement = (definition: string): ModelStatement => ({
  sql: `SET LOCAL check_function_bodies = off; ${definition}`,
  what: 'function',
  table: null,
  place: null,
});

async function normalised(project: Project, statements: readonly ModelStatement[], keep: boolean): Promise<NormaliseResult> {
  const key = resultKey('models', ...statements.map((statement) => statement.sql));
  const memory = remembered.get(project) ?? new Map<string, NormaliseResult>();
  remembered.set(project, memory);
  const known = memory.get(key) ?? (project.saved.get(key) as NormaliseResult | null);
  const result = known ?? (await project.shadow.normalise(statements));
  memory.delete(key);
  memory.set(key, result);
  const [oldest] = memory.keys();
  if (memory.size > mostRemembered && oldest !== undefined) memory.delete(oldest);
  if (!known && keep) project.saved.set(key, result);
  return result;
}
