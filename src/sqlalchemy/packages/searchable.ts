/**
 * SQLAlchemy-Searchable (__init__.py, vectorizers.py) from 0.10 to 3.0: the index that it gives to vectors of models, and the functions and
 * triggers that revisions ask for.
 */
import type { HostModule, Interpreter } from '../../python/interpreter';
import { argument, nativeFunction, none, str } from '../../python/native';
import { textRepr } from '../python-code';
import { operandNode } from '../sql/node';
import { writeExpression } from '../statements/write-statement';
import { attempt } from '../unreadable';
import { searchableExpressions, searchableRelease } from '../versions';
import { setUpModules } from './searchable-setup';
import { sourceModule } from './source-module';

/** `literal_sql(expression)`: what SQLAlchemy compiles, with literals in place. */
const literalSql = nativeFunction('literal_sql', (interpreter, args, place) =>
  attempt(() => str(writeExpression(interpreter, operandNode(argument(args, 0, 'expression') ?? none), place), place), place),
);

/** `meet_project()`: imports what of the project sets the package up, as env.py does with the models. */
const meetProject = nativeFunction('meet_project', (interpreter, _args, place) => {
  for (const name of setUpModules(interpreter)) interpreter.importModule(name, place);
  return none;
});

const source = `
import sqlalchemy as sa
from sqlalchemy.types import TypeEngine
from sqlalchemy_utils import TSVectorType, _searchable


class Vectorizer:
    def __init__(self, type_vectorizers=None, column_vectorizers=None):
        self.type_vectorizers = {} if type_vectorizers is None else type_vectorizers
        self.column_vectorizers = {} if column_vectorizers is None else column_vectorizers

    def clear(self):
        _meet_project()
        self.type_vectorizers = {}
        self.column_vectorizers = {}

    def __contains__(self, column):
        return _vectorizer_of(self, column) is not None

    def __getitem__(self, column):
        found = _vectorizer_of(self, column)
        if found is None:
            raise KeyError(column)
        return found

    def __call__(self, type_or_column):
        def outer(func):
            if isinstance(type_or_column, type):
                self.type_vectorizers[type_or_column] = func
            elif isinstance(type_or_column, sa.Column):
                self.column_vectorizers[type_or_column] = func
            elif isinstance(type_or_column, TypeEngine):
                raise TypeError(
                    "First argument should be either valid SQLAlchemy type, Column, ColumnProperty or InstrumentedAttribute object."
                )
            return func

        return outer


def _vectorizer_of(vectorizer, column):
    for known, function in vectorizer.column_vectorizers.items():
        if known is column:
            return function
    return vectorizer.type_vectorizers.get(type(column.type))


vectorizer = Vectorizer()
_met = []


def _meet_project():
    if not _met:
        _met.append(True)
        meet_project()


_defaults = {
    "search_trigger_name": "{table}_{column}_trigger",
    "search_trigger_function_name": "{table}_{column}_update",
    "regconfig": "pg_catalog.english",
    "weights": (),
}
if _release < (1, 0):
    _defaults["remove_symbols"] = "-@."
if _release >= (1, 4):
    _defaults["auto_index"] = True


class SearchOptions:
    def __init__(self, **options):
        for name in options:
            if name not in _defaults:
                raise TypeError(f"SearchOptions.__init__() got an unexpected keyword argument '{name}'")
        for name, default in _defaults.items():
            setattr(self, name, options.get(name, default))


class SearchManager:
    # One dictionary for all of them until 2.1: what make_searchable() is told holds for sync_trigger(), too.
    default_options = _defaults

    def __init__(self, options=None):
        if _release >= (3, 0):
            self.options = options or SearchOptions()
            return
        self.options = dict(_defaults) if _release >= (2, 2) else _defaults
        self.options.update(options or {})


search_manager = SearchManager()


def _chosen(column, options):
    """The options for one vector, as a dictionary."""
    if _release >= (3, 0):
        options = options or SearchOptions()
        return {name: getattr(options, name) for name in _defaults}
    own = getattr(column.type, "options", {})
    given = options or {}
    first, second = (own, given) if _release >= (2, 2) else (given, own)
    return {name: first.get(name, second.get(name, default)) for name, default in _defaults.items()}


def quote_identifier(identifier):
    return '"%s"' % identifier


def _name_in_function(name):
    if _release >= (3, 0):
        return name
    quoted = literal_sql(sa.column(name))
    # Until 1.4 nothing but reserved words.
    reserved = name.isidentifier() and name == name.lower() and quoted != name
    return quoted if _release >= (2, 0) or reserved else name


def _column_vector(column, options):
    name = column.name
    written = _name_in_function(name)
    value = sa.literal_column("NEW." + written) if _release >= (3, 0) else sa.text("NEW." + written)
    if column in vectorizer:
        value = vectorizer[column](value)
    value = sa.func.coalesce(value, sa.text("''"))
    if options.get("remove_symbols"):
        symbols = sa.text("'[{0}]'".format(options["remove_symbols"]))
        value = sa.func.regexp_replace(value, symbols, sa.text("' '"), sa.text("'g'"))
    value = sa.func.to_tsvector(sa.literal(options["regconfig"]), value)
    weighed = name if _release >= (2, 0) else written
    if weighed in options["weights"]:
        value = sa.func.setweight(value, options["weights"][weighed])
    return value


def _names(column, options):
    names = {"table": column.table.name, "column": column.name}
    return options["search_trigger_name"].format(**names), options["search_trigger_function_name"].format(**names)


def _table_name(table):
    return '%s."%s"' % (table.schema, table.name) if table.schema else '"' + table.name + '"'


def _drop_statements(column, options):
    trigger, function = _names(column, _chosen(column, options))
    return [
        "DROP TRIGGER IF EXISTS %s ON %s" % (trigger, _table_name(column.table)),
        "DROP FUNCTION IF EXISTS %s()" % function,
    ]


# The function as each release lays it out: the white space of its body stands in the database.
_layout = (
    """CREATE FUNCTION
            {function}() RETURNS TRIGGER AS $$
        BEGIN
            NEW.{vector} = {value};
            RETURN NEW;
        END
        $$ LANGUAGE 'plpgsql';
        """
    if _release >= (2, 0)
    else """CREATE FUNCTION
                {function}() RETURNS TRIGGER AS $$
            BEGIN
                NEW.{vector} = {value};
                RETURN NEW;
            END
            $$ LANGUAGE 'plpgsql';
            """
)


def _create_statements(column, indexed_columns, options):
    options = _chosen(column, options)
    trigger, function = _names(column, options)
    columns = [getattr(column.table.c, name) for name in indexed_columns]
    value = _column_vector(columns[0], options)
    for each in columns[1:]:
        value = value.op("||")(_column_vector(each, options))
    procedure = "tsvector_update_trigger({0})".format(", ".join([column.name, "'%s'" % options["regconfig"], *indexed_columns]))
    if options["weights"] or options.get("remove_symbols") or any(each in vectorizer for each in columns):
        procedure = function + "()"
    return [
        _layout.format(function=function, vector=column.name, value=literal_sql(value)),
        "CREATE TRIGGER %s BEFORE UPDATE OR INSERT ON %s FOR EACH ROW EXECUTE PROCEDURE %s"
        % (trigger, _table_name(column.table), procedure),
    ]


def _execute(conn, statements):
    for statement in statements:
        conn.execute(sa.DDL(statement.replace("%", "%%")))


def _reflected(conn, table_name, metadata, schema):
    return sa.Table(table_name, sa.MetaData() if metadata is None else metadata, autoload_with=conn, schema=schema)


def sync_trigger(
    conn, table_name, tsvector_column, indexed_columns, metadata=None, options=None, schema=None, update_rows=True
):
    _meet_project()
    table = _reflected(conn, table_name, metadata, schema)
    column = getattr(table.c, tsvector_column)
    _execute(conn, _drop_statements(column, options))
    _execute(conn, _create_statements(column, list(indexed_columns), options))
    if update_rows:
        conn.execute(table.update().values({indexed_columns[0]: sa.text(indexed_columns[0])}))


def drop_trigger(conn, table_name, tsvector_column, metadata=None, options=None, schema=None):
    _meet_project()
    table = _reflected(conn, table_name, metadata, schema)
    _execute(conn, _drop_statements(getattr(table.c, tsvector_column), options))


if _expressions is not None:
    sql_expressions = sa.DDL(_expressions)


def _auto_index(type):
    if _release < (1, 4):
        return True
    options = search_manager.options
    return type.options.get("auto_index", options["auto_index"] if isinstance(options, dict) else options.auto_index)


def make_searchable(metadata=None, mapper=None, manager=search_manager, options=None):
    if options:
        if _release >= (3, 0):
            manager.options = options
        else:
            manager.options.update(options)
    _searchable["auto_index"] = _auto_index


def remove_listeners(metadata, manager=None, mapper=None):
    _searchable["auto_index"] = None


class SearchQueryMixin:
    pass
`;

const pythonTuple = (release: readonly number[]): string => `(${release.join(', ')})`;

function before(interpreter: Interpreter): string {
  const release = searchableRelease(interpreter);
  const expressions = searchableExpressions(interpreter);
  return `_release = ${pythonTuple(release)}\n_expressions = ${expressions === null ? 'None' : textRepr(expressions)}\n`;
}

/** The module `sqlalchemy_searchable`, as the release that the project stands on has it. */
export const searchableModule: HostModule = sourceModule('sqlalchemy_searchable', source, {
  before,
  names: { literal_sql: literalSql, meet_project: meetProject },
});
