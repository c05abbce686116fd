/** What an expression is made of. */
import type { SqlNode } from './node';

/** The expressions inside an expression, in the order of the text; what a subquery holds is its own. */
export function childrenOf(node: SqlNode): readonly SqlNode[] {
  switch (node.kind) {
    case 'function':
      return node.args;
    case 'binary':
    case 'divide':
    case 'contains':
      return [node.left, node.right];
    case 'element':
      return [node.left, node.index];
    case 'aggregate':
    case 'prefix':
    case 'order':
    case 'cast':
    case 'collate':
    case 'extract':
    case 'label':
    case 'distinct':
    case 'coerced':
      return [node.operand];
    case 'junction':
    case 'list':
      return node.items;
    case 'between':
      return [node.operand, node.low, node.high];
    case 'case':
      return [...(node.subject ? [node.subject] : []), ...node.whens.flat(), ...(node.otherwise ? [node.otherwise] : [])];
    case 'over':
      return [node.operand, ...node.partition, ...node.order];
    case 'filtered':
      return [node.operand, ...node.conditions];
    case 'within_group':
    case 'ordered':
      return [node.operand, ...node.order];
    case 'slice':
      return [node.operand, node.start, node.stop];
    default:
      return [];
  }
}
