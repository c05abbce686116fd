/** `history` with each revision's operations, from the files alone: neither the shadow nor a database is asked. */
import type { Environment } from '../alembic/environment/environment';
import type { RevisionDirection } from '../alembic/operations/run-revision';
import type { Place } from '../python/place';
import { operationSubject, operationText } from '../schema/operation-text';
import { chosenEnvironments } from './environments';
import { history } from './history';
import type { Project } from './project';
import type { DescribedRevision, HistoryResult, ReportedGap, ReportedOperation, ReportedRevision } from './results';
import { isCatalogRead, type RecordedOperation, type RecordedStep } from './sql/recorded-run';
import { placeOf } from './sql/sql-steps';
import { type StaticRun, staticRuns } from './sql/static-runs';

/** Every environment, or the one named. Rejects with a Failure where there is none. */
export function describedHistory(project: Project, environmentPath: string | null): HistoryResult<DescribedRevision> {
  const chosen = chosenEnvironments(project, environmentPath);
  return {
    environments: history(project, environmentPath).environments.map((listed, at) => {
      const environment = chosen[at];
      return { ...listed, revisions: environment ? describe(project, environment, listed.revisions) : [] };
    }),
  };
}

function describe(project: Project, environment: Environment, revisions: readonly ReportedRevision[]): readonly DescribedRevision[] {
  const run = staticRuns(project, environment);
  return revisions.map((revision) => described(revision, run));
}

function described(revision: ReportedRevision, run: StaticRun): DescribedRevision {
  // A file that cannot be parsed tells nothing of what it does.
  const stepsOf = (direction: RevisionDirection) => (revision.opaque === null ? run(revision, direction) : []);
  const up = stepsOf('upgrade');
  const down = stepsOf('downgrade');
  const gaps = [...gapsOf(up, 'upgrade'), ...gapsOf(down, 'downgrade')];
  const first = (kind: ReportedGap['kind']) => gaps.find((gap) => gap.kind === kind && gap.direction === 'upgrade');
  const said = (gap: ReportedGap | undefined) => (gap ? `${gap.message}${placeOf(gap)}` : null);
  return {
    ...revision,
    opaque: revision.opaque ?? said(first('opaque')),
    requiresReplay: said(first('rows')),
    operations: { up: operationsOf(up), down: operationsOf(down) },
    gaps,
  };
}

const at = (place: Place | null) => ({ file: place?.file ?? null, line: place?.line ?? null });

/** What is not known before anything was read is not understood; what comes after may well depend on what the database answers. */
function gapsOf(steps: readonly RecordedStep[], direction: RevisionDirection): readonly ReportedGap[] {
  const reading = steps.findIndex((step) => step.kind === 'read');
  return steps.flatMap((step, index): readonly ReportedGap[] => {
    if (step.kind === 'raised') return [{ direction, kind: 'raises', message: step.reason.text, ...at(step.reason.place), tables: [] }];
    const kind = reading >= 0 && index > reading ? 'rows' : 'opaque';
    if (step.kind === 'unknown') {
      return [{ direction, kind, message: step.reason.text, ...at(step.place ?? step.reason.place), tables: step.tables.map(tableText) }];
    }
    if (step.kind !== 'operation') return [];
    const { operation, uncertain, refused } = step;
    if (refused !== null) return [{ direction, kind: 'raises', message: refused, ...at(operation.place), tables: [] }];
    if (uncertain === null) return [];
    const { schema, table } = operationSubject(operation);
    const tables = table === null ? [] : [tableText({ schema, name: table })];
    return [{ direction, kind, message: uncertain.text, ...at(uncertain.place ?? operation.place), tables }];
  });
}

const tableText = ({ schema, name }: { readonly schema: string | null; readonly name: string }): string =>
  schema === null || schema === 'public' ? name : `${schema}.${name}`;

const operationsOf = (steps: readonly RecordedStep[]): readonly ReportedOperation[] =>
  steps.flatMap((step) => {
    if (step.kind === 'operation') return [reported(step)];
    if (step.kind !== 'read' || isCatalogRead(step.sql)) return [];
    return [
      reported({
        kind: 'operation',
        operation: { kind: 'execute', sql: step.sql, place: step.place },
        statements: [],
        uncertain: null,
        refused: null,
      }),
    ];
  });

function reported({ operation, uncertain }: RecordedOperation): ReportedOperation {
  const { schema, table, name } = operationSubject(operation);
  const isSomewhere = table !== null || name !== null;
  return {
    kind: operation.kind,
    schema: isSomewhere ? (schema ?? 'public') : '',
    table: table ?? '',
    name: name ?? '',
    summary: operationText(operation),
    ...at(operation.place),
    condition: uncertain?.text ?? null,
  };
}
