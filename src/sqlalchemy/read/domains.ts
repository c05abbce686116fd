/** Domains with their default and their check as SQL (`PGDDLCompiler.visit_create_domain_type`). */
import type { Interpreter } from '../../python/interpreter';
import type { Value } from '../../python/values';
import type { DomainDefinition } from '../../schema/definition';
import { textOf } from '../plain-values';
import { nodeOf } from '../sql/node';
import { renderSql } from '../sql/render';
import { textualSql } from '../sql/textual';
import type { UnwrittenDomain } from '../types/domain-type';
import { readServerDefault } from './defaults';

/** Throws `Unreadable`. */
export function writtenDomain(interpreter: Interpreter, domain: UnwrittenDomain): DomainDefinition {
  return {
    ...domain,
    default: domain.default && (readServerDefault(interpreter, domain.default)?.sql ?? null),
    check: domain.check && expressionSql(interpreter, domain.check),
  };
}

/** A text is SQL, as `text()` would have it. */
function expressionSql(interpreter: Interpreter, value: Value): string {
  const node = nodeOf(value);
  return node ? renderSql(interpreter, node) : textualSql(textOf(value, 'the check of a DOMAIN'));
}
