/** Sequences that stand by themselves. */
import { quoteTable } from '../quoting';
import type { Sequence } from '../schema';
import { sequenceFromCatalog, writtenSchema } from '../table-from-catalog';
import type { PlanContext } from './context';
import { type PlanStep, reversible, sqlStep } from './step';

/** Makes a sequence as the models have it. */
export function createSequence(after: Sequence, context: PlanContext): PlanStep {
  const sequence = context.sequenceOf(after.schema, after.name) ?? sequenceFromCatalog(after, context);
  return reversible({ kind: 'create_sequence', place: sequence.place, sequence, ifNotExists: false });
}

/** Drops a sequence, remembering its options. */
export function dropSequence(before: Sequence, context: PlanContext): PlanStep {
  const schema = writtenSchema(before.schema, context);
  return reversible({
    kind: 'drop_sequence',
    place: null,
    schema,
    name: before.name,
    ifExists: false,
    reverse: sequenceFromCatalog(before, context),
  });
}

/** Alembic has no operation for it; all options are said, so that nothing is left from before. */
export function alterSequence(before: Sequence, after: Sequence, context: PlanContext): PlanStep {
  const name = quoteTable({ schema: writtenSchema(after.schema, context), name: after.name });
  const alter = (to: Sequence): string =>
    `ALTER SEQUENCE ${name} AS ${to.type} INCREMENT BY ${to.increment} MINVALUE ${to.minValue} MAXVALUE ${to.maxValue} ` +
    `START WITH ${to.start} CACHE ${to.cache} ${to.cycle ? 'CYCLE' : 'NO CYCLE'}`;
  return sqlStep(alter(after), alter(before));
}
