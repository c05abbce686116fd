/**
 * Extensions that there are not for the embedded PostgreSQL. `CREATE EXTENSION` finds a control file and a script all the same, so that what
 * they bring belongs to them as it would: it goes with them, and no reading of the schema takes it for the project's own.
 */
import archives from '../contrib-archives.json';
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

/** Some archives hold several. */
const shipped: ReadonlySet<string> = new Set([
  'plpgsql',
  'autoinc',
  'insert_username',
  'moddatetime',
  'refint',
  ...Object.values(archives)
    .flat()
    .map((archive) => archive.slice(0, archive.indexOf('.'))),
]);

/** Whether an extension is not the real one here. */
export const isStoodIn = (extension: string): boolean => !shipped.has(extension);

/** Whether something of it stands here at all; else its name is all there is. */
export const standsForSomething = (extension: string): boolean => extension in scripts;

/** The files of an extension that is stood in for, by name. */
export function standInFiles(extension: string): Readonly<Record<string, string>> {
  return {
    [`${extension}.control`]: `default_version = '${version}'\nsuperuser = false\n${controls[extension] ?? 'relocatable = true\n'}`,
    [`${extension}--${version}.sql`]: scripts[extension] ?? '',
  };
}

/** What extensions a text speaks of creating: `CREATE EXTENSION`, and `CREATE LANGUAGE`, which creates the extension of that name. */
export function extensionsCreated(sql: string): readonly string[] {
  const created = sql.matchAll(
    /\bCREATE\s+(?:EXTENSION\s+(?:IF\s+NOT\s+EXISTS\s+)?|(?:OR\s+REPLACE\s+)?(?:TRUSTED\s+)?(?:PROCEDURAL\s+)?LANGUAGE\s+)(?:"([^"]+)"|([\p{L}_][\p{L}\p{N}_$]*))/giu,
  );
  return [...created].map(([, quoted, plain]) => quoted ?? plain?.toLowerCase() ?? '');
}

/** The statement for whatever release of the extension is there. */
export const withoutVersion = (sql: string): string =>
  sql.replace(
    /(\bCREATE\s+EXTENSION\b[^;']*?)\s+VERSION\s+(?:'[^']*'|"[^"]*"|[\w.]+)|(\bALTER\s+EXTENSION\s+(?:"[^"]+"|[\w$]+)\s+UPDATE)\s+TO\s+(?:'[^']*'|"[^"]*"|[\w.]+)/gi,
    (_, created: string | undefined, updated: string | undefined) => created ?? updated ?? '',
  );
