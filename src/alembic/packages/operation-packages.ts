/** Packages that bring operations of their own: their modules, and which of them `op` gets a function from. */
import type { HostModule, HostModules } from '../../python/interpreter';
import { sharedModule, sourceModule } from '../../sqlalchemy/packages/source-module';
import { alembicUtils } from './alembic-utils';
import { geoalchemy2Helpers } from './geoalchemy2-helpers';
import { postgresqlEnum } from './postgresql-enum';

interface OperationPackage {
  /** Its modules, all of them one; the first registers the functions. */
  readonly modules: readonly string[];
  readonly functions: readonly string[];
  readonly text: string;
}

const below = (name: string, submodules: string): readonly string[] => [name, ...submodules.split(' ').map((part) => `${name}.${part}`)];

const packages: readonly OperationPackage[] = [
  {
    modules: below(
      'alembic_postgresql_enum',
      'configuration get_enum_data get_enum_data.types operations operations.sync_enum_values operations.add_enum_values sql_commands sql_commands.indexes enum_alteration',
    ),
    functions: ['sync_enum_values', 'add_enum_value'],
    text: postgresqlEnum,
  },
  {
    modules: below(
      'alembic_utils',
      'replaceable_entity reversible_op statement exceptions on_entity_mixin pg_function pg_trigger pg_view pg_materialized_view pg_extension pg_policy pg_grant_table',
    ),
    functions: ['create_entity', 'drop_entity', 'replace_entity'],
    text: alembicUtils,
  },
  {
    modules: ['geoalchemy2.alembic_helpers'],
    functions:
      'create_geospatial_table drop_geospatial_table add_geospatial_column drop_geospatial_column create_geospatial_index drop_geospatial_index create_geospatial_constraints drop_geospatial_constraints'.split(
        ' ',
      ),
    text: geoalchemy2Helpers,
  },
];

/** The host modules of these packages. */
export function operationPackages(): HostModules {
  return new Map<string, HostModule>(
    packages.flatMap(({ modules, text }) => {
      const module = sharedModule(sourceModule(modules[0] ?? '', text));
      return modules.map((name) => [name, module] as const);
    }),
  );
}

/** The module that brings `op.NAME`, whether or not env.py imports it where we can see. */
export function moduleBringing(name: string): string | null {
  return packages.find(({ functions }) => functions.includes(name))?.modules[0] ?? null;
}
