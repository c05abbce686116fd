/** The class of SQL expressions that belongs to a program, for whoever makes expressions away from `makeExpressions`. */
import type { Interpreter } from '../../python/interpreter';
import type { Place } from '../../python/place';
import type { ClassValue, Value } from '../../python/values';
import { unreadable } from '../unreadable';
import { elementValue, type SqlNode } from './node';

const classes = new WeakMap<Interpreter, ClassValue>();

/** Told once by the host modules that a program was given. */
export function setElementClass(interpreter: Interpreter, cls: ClassValue): void {
  classes.set(interpreter, cls);
}

/** A SQL expression as a Python value of the program. */
export function elementOf(interpreter: Interpreter, node: SqlNode, place: Place | null): Value {
  return elementValue(classes.get(interpreter) ?? unreadable('an expression without SQLAlchemy', place), node, place);
}

const executing = new WeakSet<Interpreter>();

/** Told by whoever executes statements in a program: values that are not known may stand in its expressions. */
export function setExecuting(interpreter: Interpreter): void {
  executing.add(interpreter);
}

export const isExecuting = (interpreter: Interpreter): boolean => executing.has(interpreter);
