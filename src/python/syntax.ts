/**
 * Our own syntax tree of Python 3.8 to 3.14. The parser makes it out of tree-sitter's nodes, which stay behind it.
 * Every node has its place; literals hold the value they come out as, since such values never change.
 */
import type { Place } from './place';
import type { Value } from './values';

interface Node {
  readonly place: Place;
}

export interface ModuleNode extends Node {
  readonly kind: 'module';
  readonly file: string;
  readonly body: readonly Statement[];
}

/** A block of statements. */
export type Block = readonly Statement[];

export interface ConstantNode extends Node {
  readonly kind: 'constant';
  readonly value: Value;
}
export interface NameNode extends Node {
  readonly kind: 'name';
  readonly name: string;
}
/** An f-string: text, and expressions with their formats. A t-string is one whose `template` is set. */
export interface FormattedStringNode extends Node {
  readonly kind: 'formattedString';
  readonly parts: readonly FormatPart[];
  readonly template: boolean;
}
export type FormatPart = string | FormattedExpression;
export interface FormattedExpression extends Node {
  readonly expression: Expression;
  /** `r`, `s` or `a`, as in `{x!r}`. */
  readonly conversion: string | null;
  readonly format: readonly FormatPart[] | null;
  /** The text before the value of `{x=}`. */
  readonly label: string | null;
}
export interface SequenceNode extends Node {
  readonly kind: 'tuple' | 'list' | 'set';
  readonly elements: readonly Expression[];
}
export interface DictNode extends Node {
  readonly kind: 'dict';
  /** A null key is `**value`. */
  readonly entries: readonly { readonly key: Expression | null; readonly value: Expression }[];
}
export interface ComprehensionClause extends Node {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}
export interface ComprehensionNode extends Node {
  readonly kind: 'listComprehension' | 'setComprehension' | 'generator';
  readonly element: Expression;
  readonly clauses: readonly ComprehensionClause[];
}
export interface DictComprehensionNode extends Node {
  readonly kind: 'dictComprehension';
  readonly key: Expression;
  readonly value: Expression;
  readonly clauses: readonly ComprehensionClause[];
}
export interface BinaryNode extends Node {
  readonly kind: 'binary';
  /** As written: `+`, `//`, `<<` … */
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}
export interface UnaryNode extends Node {
  readonly kind: 'unary';
  readonly operator: '+' | '-' | '~' | 'not';
  readonly operand: Expression;
}
export interface LogicalNode extends Node {
  readonly kind: 'logical';
  readonly operator: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
}
export interface CompareNode extends Node {
  readonly kind: 'compare';
  readonly left: Expression;
  readonly rest: readonly { readonly operator: string; readonly right: Expression }[];
}
export interface ArgumentNode extends Node {
  readonly kind: 'positional' | 'keyword' | 'star' | 'doubleStar';
  /** Empty unless it is a keyword. */
  readonly name: string;
  readonly value: Expression;
}
export interface CallNode extends Node {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly arguments: readonly ArgumentNode[];
}
export interface AttributeNode extends Node {
  readonly kind: 'attribute';
  readonly object: Expression;
  readonly name: string;
  readonly namePlace: Place;
}
export interface SubscriptNode extends Node {
  readonly kind: 'subscript';
  readonly object: Expression;
  readonly index: Expression;
}
export interface SliceNode extends Node {
  readonly kind: 'slice';
  readonly start: Expression | null;
  readonly stop: Expression | null;
  readonly step: Expression | null;
}
export interface ConditionalNode extends Node {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly body: Expression;
  readonly otherwise: Expression;
}
export interface LambdaNode extends Node {
  readonly kind: 'lambda';
  readonly parameters: readonly ParameterNode[];
  readonly body: Expression;
}
export interface WalrusNode extends Node {
  readonly kind: 'walrus';
  readonly name: string;
  readonly value: Expression;
}
export interface AwaitNode extends Node {
  readonly kind: 'await';
  readonly value: Expression;
}
export interface YieldNode extends Node {
  readonly kind: 'yield' | 'yieldFrom';
  readonly value: Expression | null;
}
export interface StarredNode extends Node {
  readonly kind: 'starred';
  readonly value: Expression;
}
/** What stands where the source cannot be read. */
export interface InvalidNode extends Node {
  readonly kind: 'invalid';
  readonly message: string;
}

export type Expression =
  | ConstantNode
  | NameNode
  | FormattedStringNode
  | SequenceNode
  | DictNode
  | ComprehensionNode
  | DictComprehensionNode
  | BinaryNode
  | UnaryNode
  | LogicalNode
  | CompareNode
  | CallNode
  | AttributeNode
  | SubscriptNode
  | SliceNode
  | ConditionalNode
  | LambdaNode
  | WalrusNode
  | AwaitNode
  | YieldNode
  | StarredNode
  | InvalidNode;

export interface ParameterNode extends Node {
  /** `positionalOnly` stands before `/`, `keywordOnly` after `*`. */
  readonly kind: 'positionalOnly' | 'normal' | 'keywordOnly' | 'star' | 'doubleStar';
  readonly name: string;
  readonly annotation: Expression | null;
  readonly default: Expression | null;
}

export interface ExpressionStatement extends Node {
  readonly kind: 'expression';
  readonly value: Expression;
}
export interface AssignStatement extends Node {
  readonly kind: 'assign';
  readonly targets: readonly Expression[];
  readonly value: Expression;
}
export interface AnnotatedStatement extends Node {
  readonly kind: 'annotated';
  readonly target: Expression;
  readonly annotation: Expression;
  /** As it stands in the source. */
  readonly annotationText: string;
  readonly value: Expression | null;
}
export interface AugmentedStatement extends Node {
  readonly kind: 'augmented';
  readonly target: Expression;
  /** Without the `=`. */
  readonly operator: string;
  readonly value: Expression;
}
export interface ReturnStatement extends Node {
  readonly kind: 'return';
  readonly value: Expression | null;
}
export interface RaiseStatement extends Node {
  readonly kind: 'raise';
  readonly exception: Expression | null;
  readonly cause: Expression | null;
}
export interface DeleteStatement extends Node {
  readonly kind: 'delete';
  readonly targets: readonly Expression[];
}
export interface AssertStatement extends Node {
  readonly kind: 'assert';
  readonly test: Expression;
  readonly message: Expression | null;
}
export interface PlainStatement extends Node {
  readonly kind: 'pass' | 'break' | 'continue';
}
export interface ScopeStatement extends Node {
  readonly kind: 'global' | 'nonlocal';
  readonly names: readonly string[];
}
export interface ImportedName extends Node {
  readonly name: string;
  readonly alias: string | null;
}
export interface ImportStatement extends Node {
  readonly kind: 'import';
  readonly names: readonly ImportedName[];
}
export interface ImportFromStatement extends Node {
  readonly kind: 'importFrom';
  /** The number of leading dots. */
  readonly level: number;
  readonly module: string;
  /** `'*'` for a star import. */
  readonly names: readonly ImportedName[] | '*';
}
export interface IfStatement extends Node {
  readonly kind: 'if';
  readonly test: Expression;
  readonly body: Block;
  readonly otherwise: Block;
}
export interface WhileStatement extends Node {
  readonly kind: 'while';
  readonly test: Expression;
  readonly body: Block;
  readonly otherwise: Block;
}
export interface ForStatement extends Node {
  readonly kind: 'for';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: Block;
  readonly otherwise: Block;
}
export interface ExceptHandler extends Node {
  /** Null catches everything. */
  readonly type: Expression | null;
  readonly name: string | null;
  readonly body: Block;
}
export interface TryStatement extends Node {
  readonly kind: 'try';
  readonly body: Block;
  readonly handlers: readonly ExceptHandler[];
  readonly otherwise: Block;
  readonly finally: Block;
}
export interface WithItem extends Node {
  readonly value: Expression;
  readonly target: Expression | null;
}
export interface WithStatement extends Node {
  readonly kind: 'with';
  readonly items: readonly WithItem[];
  readonly body: Block;
}
export interface FunctionStatement extends Node {
  readonly kind: 'function';
  readonly name: string;
  readonly namePlace: Place;
  readonly decorators: readonly Expression[];
  readonly typeParameters: readonly TypeParameterNode[];
  readonly parameters: readonly ParameterNode[];
  readonly returns: Expression | null;
  /** The text of `returns`, empty without one. */
  readonly returnsText: string;
  readonly body: Block;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
}
export interface TypeParameterNode extends Node {
  readonly name: string;
  readonly bound: Expression | null;
}
export interface ClassStatement extends Node {
  readonly kind: 'class';
  readonly name: string;
  readonly namePlace: Place;
  readonly decorators: readonly Expression[];
  readonly typeParameters: readonly TypeParameterNode[];
  readonly arguments: readonly ArgumentNode[];
  readonly body: Block;
}
export interface TypeAliasStatement extends Node {
  readonly kind: 'typeAlias';
  readonly name: string;
  readonly typeParameters: readonly TypeParameterNode[];
  readonly value: Expression;
}
export interface MatchCase extends Node {
  readonly pattern: Pattern;
  readonly guard: Expression | null;
  readonly body: Block;
}
export interface MatchStatement extends Node {
  readonly kind: 'match';
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
}
export interface InvalidStatement extends Node {
  readonly kind: 'invalid';
  readonly message: string;
}

export type Statement =
  | ExpressionStatement
  | AssignStatement
  | AnnotatedStatement
  | AugmentedStatement
  | ReturnStatement
  | RaiseStatement
  | DeleteStatement
  | AssertStatement
  | PlainStatement
  | ScopeStatement
  | ImportStatement
  | ImportFromStatement
  | IfStatement
  | WhileStatement
  | ForStatement
  | TryStatement
  | WithStatement
  | FunctionStatement
  | ClassStatement
  | TypeAliasStatement
  | MatchStatement
  | InvalidStatement;

export type Pattern =
  | (Node & { readonly kind: 'value'; readonly value: Expression })
  /** Null is `_`. */
  | (Node & { readonly kind: 'capture'; readonly name: string | null })
  | (Node & { readonly kind: 'sequence'; readonly items: readonly Pattern[] })
  | (Node & { readonly kind: 'star'; readonly name: string | null })
  | (Node & {
      readonly kind: 'mapping';
      readonly entries: readonly { readonly key: Expression; readonly value: Pattern }[];
      readonly rest: string | null;
    })
  | (Node & {
      readonly kind: 'class';
      readonly cls: Expression;
      readonly positional: readonly Pattern[];
      readonly keywords: readonly { readonly name: string; readonly value: Pattern }[];
    })
  | (Node & { readonly kind: 'or'; readonly options: readonly Pattern[] })
  | (Node & { readonly kind: 'as'; readonly pattern: Pattern; readonly name: string });
