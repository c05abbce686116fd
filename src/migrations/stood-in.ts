/** What is said of extensions that the embedded PostgreSQL has not. */
import { isStoodIn, standsForSomething } from '../postgres/stand-ins/stand-ins';
import type { Schema } from '../schema/schema';
import type { Problem } from './results';

/** Once for each extension that one of the schemas stands on. */
export function stoodInProblems(schemas: readonly Schema[]): readonly Problem[] {
  const extensions = [...new Set(schemas.flatMap((schema) => schema.extensions))].filter(isStoodIn).sort();
  return extensions.map((extension) => ({ code: 'extension-stood-in', severity: 'warning', message: sentence(extension) }));
}

function sentence(extension: string): string {
  if (extension === 'postgis')
    return 'PostGIS is not in the embedded PostgreSQL: its types are stood in for, so that tables with them are compared; its functions compute nothing.';
  return standsForSomething(extension)
    ? `The extension ${extension} is not in the embedded PostgreSQL: what a schema needs of it is stood in for.`
    : `The extension ${extension} is not in the embedded PostgreSQL: what it would bring is not there.`;
}
