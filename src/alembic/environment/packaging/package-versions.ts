/** Which releases of SQLAlchemy, Flask-SQLAlchemy and SQLModel a project stands on, as its files tell. */
import type { SourceFiles } from '../../../python/files';
import {
  newestSqlmodel,
  newestVersions,
  type PackageVersions,
  type SearchableRelease,
  type SqlalchemySeries,
} from '../../../sqlalchemy/versions';
import { folderAndAncestors } from '../path';
import { installedDistributions, type Virtualenv } from '../virtualenv';
import { declaredRequirements, workspaceRequirements } from './declared';
import { admits, compareReleases, parseSpecifiers, pinnedRelease, type Release, type Requirement, type Specifier } from './requirement';

interface Series<Name> {
  readonly name: Name;
  readonly from: Release;
  /** Null: without end. */
  readonly to: Release | null;
}

const below = (...release: Release): readonly Specifier[] => [{ operator: '<', release, prefix: false }];
const since = (...release: Release): readonly Specifier[] => [{ operator: '>=', release, prefix: false }];

/** Newest first. */
const sqlalchemySeries: readonly Series<SqlalchemySeries>[] = [
  { name: '2.1', from: [2, 1], to: null },
  { name: '2.0', from: [2, 0], to: [2, 1] },
  { name: '1.4', from: [0], to: [2, 0] },
];

const flaskSeries: readonly Series<PackageVersions['flaskSqlalchemy']>[] = [
  { name: 3, from: [3], to: null },
  { name: 2, from: [0], to: [3] },
];

/**
 * What a release of SQLModel asks of SQLAlchemy: its own metadata (0.0.8 `>=1.4.17,<=1.4.41`, 0.0.12 `>=2.0.0,<2.1.0`, 0.0.48 `<2.2.0`).
 */
const sqlmodelSeries: readonly Series<readonly Specifier[]>[] = [
  { name: since(2), from: [0, 0, 48], to: null },
  { name: [...since(2), ...below(2, 1)], from: [0, 0, 12], to: [0, 0, 48] },
  { name: below(2), from: [0], to: [0, 0, 12] },
];

/** What a release of SQLModel asks of pydantic: 0.0.14 `>=1.10.13,<3.0.0`, 0.0.31 `>=2.7.0`. */
const pydanticBounds: readonly Series<readonly Specifier[]>[] = [
  { name: since(2), from: [0, 0, 31], to: null },
  { name: since(1, 10, 13), from: [0, 0, 14], to: [0, 0, 31] },
  { name: below(2), from: [0], to: [0, 0, 14] },
];

/** What a release of FastAPI asks of pydantic: 0.99.1 `>=1.7.4,<2.0.0`, 0.100.0 `>=1.7.4,<3.0.0`. */
const fastapiSeries: readonly Series<readonly Specifier[]>[] = [
  { name: [], from: [0, 100], to: null },
  { name: below(2), from: [0], to: [0, 100] },
];

/** Those that differ (CHANGES.rst), newest first. */
const searchableReleases: readonly SearchableRelease[] = [
  [3, 0],
  [2, 2],
  [2, 1],
  [2, 0],
  [1, 4],
  [1, 3],
  [1, 2],
  [1, 1],
  [1, 0],
  [0, 10],
];

const searchableSeries: readonly Series<SearchableRelease>[] = searchableReleases.map((name, index) => ({
  name,
  from: name[0] === 0 ? [0] : name,
  to: searchableReleases[index - 1] ?? null,
}));

/** SQLAlchemy-Searchable 2 goes with SQLAlchemy 2 alone. */
const searchableBounds: Readonly<Record<'1' | '2', readonly Specifier[]>> = { 1: below(2), 2: [] };

/** Flask-SQLAlchemy 2 calls what SQLAlchemy 2.0 took away. */
const flaskBounds: Readonly<Record<PackageVersions['flaskSqlalchemy'], readonly Specifier[]>> = { 2: below(2), 3: [] };

/**
 * The versions for code in `folder`: what is installed in its virtualenv, else what a lock file or a requirements file pins there or in
 * a folder around it, else the newest series that fits what is asked for. `around`: folders outside of the opened one, where a workspace's lock may stand.
 */
export function findVersions(
  files: SourceFiles,
  folder: string,
  virtualenv: Virtualenv | null,
  around: readonly string[] = [],
): PackageVersions {
  const installed = [...(virtualenv ? installedDistributions(files, virtualenv) : [])];
  const declared = [
    installed.map(([name, { version }]): Requirement => ({ name, specifiers: parseSpecifiers(`==${version}`) })),
    ...folderAndAncestors(folder).map((each) => declaredRequirements(files, each)),
    folderAndAncestors(folder).flatMap((each) => workspaceRequirements(files, each, around)),
  ];
  const sqlalchemy = statementOf('sqlalchemy', declared);
  const flask = statementOf('flask-sqlalchemy', declared);
  const sqlmodel = statementOf('sqlmodel', declared);

  const searchable = statementOf('sqlalchemy-searchable', declared);
  const flaskAsked = flask && newestFitting(flaskSeries, flask.specifiers);
  const own = sqlalchemy?.specifiers ?? [];
  const pydantic = pydanticAsked(declared);
  const release = sqlmodel && sqlmodelRelease(sqlmodel.specifiers, own, pydantic);
  const companions = sqlalchemy?.pinned
    ? []
    : [...(release ? asksFor(release, sqlmodelSeries) : []), ...(flaskAsked ? flaskBounds[flaskAsked] : [])];
  const series =
    newestFitting(sqlalchemySeries, [...own, ...companions]) ?? newestFitting(sqlalchemySeries, own) ?? newestVersions.sqlalchemy;
  const bound = searchableBounds[series === '1.4' ? '1' : '2'];
  const searchableAsked =
    searchable &&
    (newestFitting(searchableSeries, [...searchable.specifiers, ...bound]) ?? newestFitting(searchableSeries, searchable.specifiers));
  const [expressions = null] = (virtualenv?.sitePackages ?? []).flatMap(
    (path) => files.read(`${path}/sqlalchemy_searchable/expressions.sql`) ?? [],
  );
  return {
    sqlalchemy: series,
    ...(searchableAsked ? { searchable: searchableAsked } : {}),
    ...(expressions === null ? {} : { searchableExpressions: expressions }),
    ...(series === '2.0' && !admits(own, [2, 0, 42], null) ? { subscriptsJsonb: false } : {}),
    ...(release ? { sqlmodel: release } : {}),
    ...(release && pydantic.length > 0 ? { pydantic: admits(pydantic, [2], null) ? 2 : 1 } : {}),
    // Flask-SQLAlchemy 3 asks for SQLAlchemy 1.4.18.
    flaskSqlalchemy: flaskAsked ?? (admits(own, [1, 4, 18], null) ? newestVersions.flaskSqlalchemy : 2),
  };
}

/** What is asked of pydantic; where it is not pinned, by FastAPI's release too. */
function pydanticAsked(declared: readonly (readonly Requirement[])[]): readonly Specifier[] {
  const own = statementOf('pydantic', declared);
  const fastapi = own?.pinned ? null : statementOf('fastapi', declared);
  return [...(own?.specifiers ?? []), ...((fastapi && newestFitting(fastapiSeries, fastapi.specifiers)) ?? [])];
}

/** What SQLModel 0.0.N asks of one of its companions. */
const asksFor = (release: number, bounds: readonly Series<readonly Specifier[]>[]): readonly Specifier[] =>
  bounds.find(({ from }) => compareReleases([0, 0, release], from) >= 0)?.name ?? [];

/** The N of the newest 0.0.N that fits what is asked for, and goes with the SQLAlchemy and the pydantic that are; else what is asked alone. */
function sqlmodelRelease(asked: readonly Specifier[], sqlalchemy: readonly Specifier[], pydantic: readonly Specifier[]): number | null {
  const fitting = Array.from({ length: newestSqlmodel }, (_, index) => newestSqlmodel - index).filter((release) =>
    admits(asked, [0, 0, release], [0, 0, release + 1]),
  );
  const goesWith = fitting.find(
    (release) =>
      admits([...asksFor(release, sqlmodelSeries), ...sqlalchemy], [0], null) &&
      admits([...asksFor(release, pydanticBounds), ...pydantic], [0], null),
  );
  return goesWith ?? fitting[0] ?? null;
}

interface Statement {
  readonly specifiers: readonly Specifier[];
  readonly pinned: boolean;
}

/** What is said of one package: the first pin that fits what is asked for nearer still, else what the nearest folder asks for. */
function statementOf(name: string, declared: readonly (readonly Requirement[])[]): Statement | null {
  const asked: Requirement[] = [];
  let nearest: readonly Requirement[] = [];
  for (const folder of declared) {
    const here = folder.filter((requirement) => requirement.name === name);
    const pins = here.map(pinnedRelease).filter((pin) => pin !== null);
    const fitting = pins.find((pin) => asked.every((requirement) => admits(requirement.specifiers, pin, [...pin, 1])));
    if (fitting) return { specifiers: [{ operator: '==', release: fitting, prefix: false }], pinned: true };
    const ranges = here.filter((requirement) => pinnedRelease(requirement) === null);
    asked.push(...ranges);
    if (nearest.length === 0) nearest = ranges;
  }
  return nearest.length === 0 ? null : { specifiers: nearest.flatMap((requirement) => requirement.specifiers), pinned: false };
}

function newestFitting<Name>(series: readonly Series<Name>[], specifiers: readonly Specifier[]): Name | null {
  return [...series].sort((a, b) => compareReleases(b.from, a.from)).find(({ from, to }) => admits(specifiers, from, to))?.name ?? null;
}
