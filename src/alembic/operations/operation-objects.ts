/** `alembic.operations.ops`: operations as objects, which `op.invoke()` carries out and which a project's own operations inherit from. */
export const operationObjects = `
from alembic.operations import MigrateOperation, Operations


class _Called(MigrateOperation):
    """An operation that is the call of a function of op."""

    _names = ()

    def __init__(self, *args, **keywords):
        self.kw = {name: value for name, value in keywords.items() if name not in self._names}
        for name in self._names:
            setattr(self, name, keywords.get(name))
        for name, value in zip(self._names, args):
            setattr(self, name, value)

    def _passed(self, *left_out):
        given = {name: getattr(self, name) for name in self._names if name not in left_out}
        return {**{name: value for name, value in given.items() if value is not None}, **self.kw}


class ExecuteSQLOp(_Called):
    _names = ("sqltext", "execution_options")


class CreateTableOp(_Called):
    _names = ("table_name", "columns", "schema", "if_not_exists")


class DropTableOp(_Called):
    _names = ("table_name", "schema", "if_exists")

    def __init__(self, table_name, schema=None, if_exists=None, table_kw=None):
        super().__init__(table_name, schema, if_exists)
        self.table_kw = table_kw or {}


class RenameTableOp(_Called):
    _names = ("table_name", "new_table_name", "schema")


class AddColumnOp(_Called):
    _names = ("table_name", "column", "schema", "if_not_exists")


class DropColumnOp(_Called):
    _names = ("table_name", "column_name", "schema", "if_exists")


class CreateIndexOp(_Called):
    _names = ("index_name", "table_name", "columns", "schema", "unique", "if_not_exists")


class DropIndexOp(_Called):
    _names = ("index_name", "table_name", "schema", "if_exists")


class CreateUniqueConstraintOp(_Called):
    _names = ("constraint_name", "table_name", "columns", "schema")


class CreatePrimaryKeyOp(CreateUniqueConstraintOp):
    pass


class CreateCheckConstraintOp(_Called):
    _names = ("constraint_name", "table_name", "condition", "schema")


class DropConstraintOp(_Called):
    _names = ("constraint_name", "table_name", "type_", "schema", "if_exists")


@Operations.implementation_for(ExecuteSQLOp)
def execute_sql(operations, operation):
    operations.execute(operation.sqltext)


@Operations.implementation_for(CreateTableOp)
def create_table(operations, operation):
    return operations.create_table(operation.table_name, *operation.columns, **operation._passed("table_name", "columns"))


@Operations.implementation_for(DropTableOp)
def drop_table(operations, operation):
    operations.drop_table(**operation._passed())


@Operations.implementation_for(RenameTableOp)
def rename_table(operations, operation):
    operations.rename_table(operation.table_name, operation.new_table_name, schema=operation.schema)


@Operations.implementation_for(AddColumnOp)
def add_column(operations, operation):
    operations.add_column(operation.table_name, operation.column, **operation._passed("table_name", "column"))


@Operations.implementation_for(DropColumnOp)
def drop_column(operations, operation):
    operations.drop_column(**operation._passed())


@Operations.implementation_for(CreateIndexOp)
def create_index(operations, operation):
    operations.create_index(operation.index_name, **operation._passed("index_name"))


@Operations.implementation_for(DropIndexOp)
def drop_index(operations, operation):
    operations.drop_index(**operation._passed())


@Operations.implementation_for(CreateUniqueConstraintOp)
def create_unique_constraint(operations, operation):
    operations.create_unique_constraint(operation.constraint_name, **operation._passed("constraint_name"))


@Operations.implementation_for(CreatePrimaryKeyOp)
def create_primary_key(operations, operation):
    operations.create_primary_key(operation.constraint_name, **operation._passed("constraint_name"))


@Operations.implementation_for(CreateCheckConstraintOp)
def create_check_constraint(operations, operation):
    operations.create_check_constraint(operation.constraint_name, **operation._passed("constraint_name"))


@Operations.implementation_for(DropConstraintOp)
def drop_constraint(operations, operation):
    operations.drop_constraint(operation.constraint_name, **operation._passed("constraint_name"))
`;
