/** What a package's own Python does stands, for a person, where the revision called it. */
import { PythonError } from '../../python/evaluate/scope';
import type { Place } from '../../python/place';
import type { OperationSink } from './sink';

/** Text that is no file of the project is called `<name>` (`runSource`). */
const isOfPackage = (place: Place | null): boolean => place === null || place.file.startsWith('<');

/** The call of the revision that is being carried out by a package. */
export class CallPlaces {
  private call: Place | null = null;
  /** Whether what is done is nothing that the revision does. */
  silent = false;

  at(place: Place | null): Place | null {
    return isOfPackage(place) ? (this.call ?? place) : place;
  }

  /** Runs what the call at `place` does; an exception that nobody caught stands at the call, too. */
  within<Result>(place: Place | null, run: () => Result): Result {
    const outer = this.call;
    this.call = this.at(place);
    try {
      return run();
    } catch (error) {
      throw error instanceof PythonError ? new PythonError(error.exception, this.at(error.place)) : error;
    } finally {
      this.call = outer;
    }
  }

  /** Runs env.py on behalf of a revision: Alembic ran it long before. */
  silently(run: () => void): void {
    const outer = this.silent;
    this.silent = true;
    try {
      run();
    } finally {
      this.silent = outer;
    }
  }
}

/** The same sink, told places of the project alone. */
export function atCallPlaces(sink: OperationSink, calls: CallPlaces): OperationSink {
  const { query, run } = sink;
  return {
    ...sink,
    emit(operation, uncertain, interpreter) {
      if (!calls.silent) sink.emit({ ...operation, place: calls.at(operation.place) }, uncertain, interpreter);
    },
    opaque(reason, place, tables, hides) {
      if (!calls.silent) sink.opaque(reason, calls.at(place), tables, hides);
    },
    ...(query && { query: (sql, place, uncertain, interpreter) => query(sql, calls.at(place), uncertain, interpreter) }),
    ...(run && {
      run: (statement, uncertain, interpreter) => run({ ...statement, place: calls.at(statement.place) }, uncertain, interpreter),
    }),
  };
}
