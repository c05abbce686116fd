/** What `MetaData.create_all` makes beside tables: sequences, and the named types that belong to a MetaData themselves. */
import type { Interpreter } from '../python/interpreter';
import type { Program } from '../python/program';
import type { DomainDefinition, EnumDefinition, NotUnderstood, SequenceDefinition } from '../schema/definition';
import { columnArguments } from './column-arguments';
import { sequenceRecord } from './modules/schema-items';
import { typeRecord } from './modules/type-classes';
import { given } from './plain-values';
import { isOptional, readSequence, sequenceMetadata } from './read/defaults';
import { writtenDomain } from './read/domains';
import { type ColumnObject, MetaDataObject, SchemaItem, TypeObject } from './schema-objects';
import { noTypeContext, readType } from './types/read-type';
import { attempt, isUnknown } from './unreadable';

export interface StandaloneObjects {
  readonly enums: readonly EnumDefinition[];
  readonly domains: readonly DomainDefinition[];
  readonly sequences: readonly SequenceDefinition[];
  readonly notUnderstood: readonly NotUnderstood[];
}

/** `Enum(metadata=…)`, `DOMAIN(metadata=…)` and `Sequence(metadata=…)`, whether a column uses them or not; of every MetaData when `chosen` is null. */
export function standaloneObjects(program: Program, chosen: ReadonlySet<MetaDataObject> | null): StandaloneObjects {
  const enums: EnumDefinition[] = [];
  const domains: DomainDefinition[] = [];
  const sequences: SequenceDefinition[] = [];
  const notUnderstood: NotUnderstood[] = [];
  const isChosen = (metadata: MetaDataObject | null) => metadata !== null && (chosen === null || chosen.has(metadata));
  for (const { kind, value, place } of program.recorded) {
    if (value.type !== 'instance') continue;
    if (kind === typeRecord && value.host instanceof TypeObject && isChosen(ownerOf(value.host))) {
      const type = attempt(() => readType(program.interpreter, value, noTypeContext));
      if (isUnknown(type)) continue;
      if (type.enumType) enums.push(type.enumType);
      const domain = type.unwrittenDomain;
      const written = domain ? attempt(() => writtenDomain(program.interpreter, domain), domain.place) : null;
      if (isUnknown(written)) notUnderstood.push({ message: written.reason, place: written.place, tables: [], beside: true });
      else if (written) domains.push(written);
    }
    if (kind === sequenceRecord && value.host instanceof SchemaItem) {
      const item = value.host;
      const read = attempt(
        () => (isChosen(sequenceMetadata(item)?.metadata ?? null) ? readSequence(item, program.interpreter) : null),
        place,
      );
      if (isUnknown(read)) notUnderstood.push({ message: read.reason, place: read.place ?? place, tables: [], beside: true });
      else if (read && !isOptional(item)) sequences.push(read);
    }
  }
  return { enums, domains, sequences, notUnderstood };
}

/** The MetaData that a type was given; none where it goes with its table's schema, which a table then makes (`inherit_schema`). */
function ownerOf(type: TypeObject): MetaDataObject | null {
  const metadata = given(type.args.keywords.get('metadata'));
  const inherits = type.args.keywords.get('inherit_schema');
  if (inherits?.type === 'bool' && inherits.value) return null;
  return metadata?.type === 'instance' && metadata.host instanceof MetaDataObject ? metadata.host : null;
}

/** Sequences given to columns, but for optional ones; what cannot be read the column itself says. */
export function sequencesOf(interpreter: Interpreter, columns: readonly ColumnObject[]): readonly SequenceDefinition[] {
  return columns.flatMap((column) => {
    const { items, keywords } = columnArguments(column);
    const passed = [...keywords.values()].flatMap((value) =>
      value.type === 'instance' && value.host instanceof SchemaItem ? [value.host] : [],
    );
    return [...items, ...passed]
      .filter((item) => item.kind === 'Sequence')
      .flatMap((item) => {
        const read = attempt(() => (isOptional(item) ? null : readSequence(item, interpreter)));
        return isUnknown(read) || !read ? [] : [read];
      });
  });
}

/** Each once, whatever number of columns shares it. */
export function uniqueSequences(sequences: readonly SequenceDefinition[]): readonly SequenceDefinition[] {
  const named = new Map(sequences.map((sequence) => [JSON.stringify([sequence.schema, sequence.name]), sequence] as const));
  return [...named.values()];
}
