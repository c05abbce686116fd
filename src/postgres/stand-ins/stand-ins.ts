/**
 * Extensions that there are not for the embedded PostgreSQL. `CREATE EXTENSION` finds a control file and a script all the same, so that what
 * they bring belongs to them as it would: it goes with them, and no reading of the schema takes it for the project's own.
 */
import { isShipped } from '../contrib-extensions';
import { otherExtensions } from './other-extensions';
import { postgis } from './postgis';

const scripts: Readonly<Record<string, string>> = { postgis, ...otherExtensions };

/** Of what stands on another one, or in a schema of its own. */
const controls: Readonly<Record<string, string>> = {
  postgis_raster: "requires = 'postgis'\n",
  postgis_topology: "requires = 'postgis'\nschema = topology\nrelocatable = false\n",
  postgis_tiger_geocoder: "requires = 'postgis, fuzzystrmatch'\n",
  postgis_sfcgal: "requires = 'postgis'\n",
  pg_partman: 'relocatable = false\n',
};

const version = 'stand-in';

/** Whether an extension is not the real one here. */
export const isStoodIn = (extension: string): boolean => !isShipped(extension);

/** Whether something of it stands here at all; else its name is all there is. */
export const standsForSomething = (extension: string): boolean => extension in scripts;

/** Extensions whose files must lie beside those of another: it requires them, or calls their libraries. */
const companions: Readonly<Record<string, readonly string[]>> = {
  earthdistance: ['cube'],
  postgis: ['btree_gist'],
  postgis_raster: ['postgis'],
  postgis_topology: ['postgis'],
  postgis_sfcgal: ['postgis'],
  postgis_tiger_geocoder: ['postgis', 'fuzzystrmatch'],
  pgroonga: ['pg_trgm'],
  pg_bigm: ['pg_trgm'],
};

/** An extension and all that must lie beside it. */
export const withCompanions = (extension: string): readonly string[] => [
  extension,
  ...(companions[extension] ?? []).flatMap(withCompanions),
];

/** The files of an extension that is stood in for, by name. */
export function standInFiles(extension: string): Readonly<Record<string, string>> {
  return {
    [`${extension}.control`]: `default_version = '${version}'\nsuperuser = false\n${controls[extension] ?? 'relocatable = true\n'}`,
    [`${extension}--${version}.sql`]: scripts[extension] ?? '',
  };
}

/**
 * What extensions a text speaks of creating or loading: `CREATE EXTENSION`, `LOAD`, and `CREATE LANGUAGE`, which creates the extension of that
 * name.
 */
export function extensionsCreated(sql: string): readonly string[] {
  const created = sql.matchAll(
    /\bLOAD\s+'(?:\$libdir\/)?(\w+)'|\bCREATE\s+(?:EXTENSION\s+(?:IF\s+NOT\s+EXISTS\s+)?|(?:OR\s+REPLACE\s+)?(?:TRUSTED\s+)?(?:PROCEDURAL\s+)?LANGUAGE\s+)(?:"([^"]+)"|([\p{L}_][\p{L}\p{N}_$]*))/giu,
  );
  return [...created].map(([, loaded, quoted, plain]) => loaded ?? quoted ?? plain?.toLowerCase() ?? '');
}

/** The statement for whatever release of the extension is there. */
export const withoutVersion = (sql: string): string =>
  sql.replace(
    /(\bCREATE\s+EXTENSION\b[^;']*?)\s+VERSION\s+(?:'[^']*'|"[^"]*"|[\w.]+)|(\bALTER\s+EXTENSION\s+(?:"[^"]+"|[\w$]+)\s+UPDATE)\s+TO\s+(?:'[^']*'|"[^"]*"|[\w.]+)/gi,
    (_, created: string | undefined, updated: string | undefined) => created ?? updated ?? '',
  );
