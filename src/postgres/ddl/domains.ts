/** Domains. */
import type { DomainDefinition } from '../../schema/definition';
import { quoteIdentifier, quoteTable } from '../../schema/quoting';

/** `CREATE DOMAIN`, as `PGDDLCompiler.visit_create_domain_type`. */
export function createDomain(domain: DomainDefinition): string {
  return [
    `CREATE DOMAIN ${quoteTable(domain)} AS ${domain.type}`,
    domain.collation === null ? '' : ` COLLATE ${quoteIdentifier(domain.collation)}`,
    domain.default === null ? '' : ` DEFAULT ${domain.default}`,
    domain.constraintName === null ? '' : ` CONSTRAINT ${quoteIdentifier(domain.constraintName)}`,
    domain.notNull ? ' NOT NULL' : '',
    domain.check === null ? '' : ` CHECK (${domain.check})`,
  ].join('');
}
