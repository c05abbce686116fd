/** alembic_utils 0.8 (replaceable_entity.py, reversible_op.py, pg_*.py): the entities that revisions hand over and the statements they make. */
export const alembicUtils = String.raw`
import re
from enum import Enum

from alembic.operations import MigrateOperation, Operations
from sqlalchemy import text as sql_text


class SQLParseFailure(Exception):
    pass


class BadInputException(Exception):
    pass


def normalize_whitespace(text, base_whitespace=" "):
    return base_whitespace.join(text.split()).strip()


def strip_terminating_semicolon(sql):
    return sql.strip().rstrip(";").strip()


def strip_double_quotes(sql):
    return sql.strip().rstrip('"').strip().lstrip('"').strip()


def _escaped(sql, kept):
    marks = [(part, f"\x00{number}\x00") for number, part in enumerate(kept)]
    for part, mark in marks:
        sql = sql.replace(part, mark)
    sql = sql.replace(":", "\\:")
    for part, mark in reversed(marks):
        sql = sql.replace(mark, part)
    return sql


def escape_colon_for_sql(sql):
    return _escaped(sql, ["::"])


def escape_colon_for_plpgsql(sql):
    return _escaped(sql, ["::", ":=", "\\:"])


def coerce_to_quoted(text):
    if "." in text:
        schema, _, name = text.partition(".")
        return f'"{strip_double_quotes(schema)}"."{strip_double_quotes(name)}"'
    return f'"{strip_double_quotes(text)}"'


def coerce_to_unquoted(text):
    return "".join(text.split('"'))


def _parsed(pattern, sql, what):
    found = re.match(pattern, sql, re.IGNORECASE | re.DOTALL)
    if found is None:
        raise SQLParseFailure(f'Failed to parse SQL into {what} """{sql}"""')
    return found


class ReplaceableEntity:
    def __init__(self, schema, signature, definition):
        self.schema = coerce_to_unquoted(normalize_whitespace(schema))
        self.signature = coerce_to_unquoted(normalize_whitespace(signature))
        self.definition = escape_colon_for_sql(strip_terminating_semicolon(definition))

    @property
    def literal_schema(self):
        return coerce_to_quoted(self.schema)

    @property
    def identity(self):
        return f"{self.__class__.__name__}: {self.schema}.{self.signature}"

    @classmethod
    def from_path(cls, path):
        with path.open() as sql_file:
            return cls.from_sql(sql_file.read())


class PGFunction(ReplaceableEntity):
    type_ = "function"

    def __init__(self, schema, signature, definition):
        super().__init__(schema, signature, definition)
        language = normalize_whitespace(definition).lower().replace("'", "")
        escape = escape_colon_for_plpgsql if "language plpgsql" in language else escape_colon_for_sql
        self.definition = escape(strip_terminating_semicolon(definition))

    @classmethod
    def from_sql(cls, sql):
        pattern = r"create(.+?)function\s+(.+?)\.(.+?)\s+returns\s+(.+)\Z"
        found = _parsed(pattern, sql.strip(), "PGFunction")
        signature = found.group(3)
        if signature.startswith('"'):
            signature = "".join(signature.split('"', 2))
        return cls(schema=found.group(2), signature=signature, definition="returns " + found.group(4))

    @property
    def literal_signature(self):
        name, remainder = self.signature.split("(", 1)
        return '"' + name.strip() + '"(' + remainder

    def to_sql_statement_create(self):
        return sql_text(f"CREATE FUNCTION {self.literal_schema}.{self.literal_signature} {self.definition}")

    def to_sql_statement_drop(self, cascade=False):
        name, _, rest = self.signature.partition("(")
        parameters = [each[: len(each.lower().split("default")[0])].strip() for each in rest.rstrip()[:-1].split(",")]
        ending = "cascade" if cascade else ""
        return sql_text(f'DROP FUNCTION {self.literal_schema}."{name.strip()}"({", ".join(parameters)}) {ending}')

    def to_sql_statement_create_or_replace(self):
        return [sql_text(f"CREATE OR REPLACE FUNCTION {self.literal_schema}.{self.literal_signature} {self.definition}")]


class OnEntityMixin:
    def __init__(self, schema, signature, definition, on_entity):
        super().__init__(schema=schema, signature=signature, definition=definition)
        if "." not in on_entity:
            on_entity = "public." + on_entity
        self.on_entity = coerce_to_unquoted(on_entity)

    @property
    def identity(self):
        return f"{self.__class__.__name__}: {self.schema}.{self.signature} {self.on_entity}"


class PGTrigger(OnEntityMixin, ReplaceableEntity):
    type_ = "trigger"

    def __init__(self, schema, signature, definition, on_entity, is_constraint=False):
        super().__init__(schema=schema, signature=signature, definition=definition, on_entity=on_entity)
        self.is_constraint = is_constraint

    @classmethod
    def from_sql(cls, sql):
        pattern = r"create(\s+constraint)?\s+trigger\s+(.+?)\s+(.+?)\s+on\s+(.+?)\s+(.+)\Z"
        found = _parsed(pattern, sql, "PGTrigger")
        on_entity = found.group(4)
        if "." not in on_entity:
            on_entity = "public." + on_entity
        return cls(
            schema=on_entity.split(".")[0],
            signature=found.group(2),
            on_entity=on_entity,
            definition=f" {found.group(3)} ON {on_entity} {found.group(5)}",
            is_constraint=found.group(1) is not None,
        )

    def to_sql_statement_create(self):
        found = _parsed(r"(.+?)\s+on\s+(.+?)\s+(.+)\Z", self.definition, "PGTrigger.definition")
        on_entity = found.group(2)
        if "." in on_entity:
            _, _, on_entity = on_entity.partition(".")
        definition = f"{found.group(1)} ON {self.schema}.{on_entity} {found.group(3)}"
        kind = " CONSTRAINT " if self.is_constraint else " "
        return sql_text(f'CREATE{kind}TRIGGER "{self.signature}" {definition}')

    def to_sql_statement_drop(self, cascade=False):
        ending = "cascade" if cascade else ""
        return sql_text(f'DROP TRIGGER "{self.signature}" ON {self.on_entity} {ending}')

    def to_sql_statement_create_or_replace(self):
        drop = sql_text(f'DROP TRIGGER IF EXISTS "{self.signature}" ON {self.on_entity};')
        return [drop, self.to_sql_statement_create()]


class PGView(ReplaceableEntity):
    type_ = "view"

    def __init__(self, schema, signature, definition):
        self.schema = coerce_to_unquoted(normalize_whitespace(schema))
        self.signature = coerce_to_unquoted(normalize_whitespace(signature))
        self.definition = strip_terminating_semicolon(definition)

    @classmethod
    def from_sql(cls, sql):
        found = _parsed(r"create(.+?)view\s+(.+?)\.(.+?)\s+as\s+(.+)\Z", sql, "PGView")
        signature = found.group(3).split("(")[0].replace('"', "")
        return cls(found.group(2), signature, strip_terminating_semicolon(found.group(4)))

    @property
    def _name(self):
        return f'{self.literal_schema}."{self.signature}"'

    def to_sql_statement_create(self):
        return sql_text(f"CREATE VIEW {self._name} AS {self.definition};")

    def to_sql_statement_drop(self, cascade=False):
        ending = "cascade" if cascade else ""
        return sql_text(f"DROP VIEW {self._name} {ending}")

    def to_sql_statement_create_or_replace(self):
        return [
            sql_text(
                f"""do $$ begin
                CREATE OR REPLACE VIEW {self._name} AS {self.definition};
            exception when others then
                DROP VIEW IF EXISTS {self._name};
                CREATE VIEW {self._name} AS {self.definition};
            end; $$ language 'plpgsql'"""
            )
        ]


class PGMaterializedView(ReplaceableEntity):
    type_ = "materialized_view"

    def __init__(self, schema, signature, definition, with_data=True):
        self.schema = coerce_to_unquoted(normalize_whitespace(schema))
        self.signature = coerce_to_unquoted(normalize_whitespace(signature))
        self.definition = strip_terminating_semicolon(definition)
        self.with_data = with_data

    @classmethod
    def from_sql(cls, sql):
        pattern = r"create(.+?)materialized(.+?)view\s+(.+?)\.(.+?)\s+as\s+(.+?)(\s+with\s+(no\s+)?data)?\Z"
        found = _parsed(pattern, strip_terminating_semicolon(sql), "PGView")
        signature = found.group(4).split("(")[0].replace('"', "")
        return cls(found.group(3), signature, found.group(5), with_data=found.group(7) is None)

    @property
    def _name(self):
        return f'{self.literal_schema}."{self.signature}"'

    def _create(self):
        definition = self.definition.rstrip().rstrip(";")
        data = "" if self.with_data else "NO"
        return sql_text(f"CREATE MATERIALIZED VIEW {self._name} AS {definition} WITH {data} DATA")

    def to_sql_statement_create(self):
        return self._create()

    def to_sql_statement_drop(self, cascade=False):
        ending = "cascade" if cascade else ""
        return sql_text(f"DROP MATERIALIZED VIEW {self._name} {ending}")

    def to_sql_statement_create_or_replace(self):
        return [sql_text(f"DROP MATERIALIZED VIEW IF EXISTS {self._name}; "), self._create()]


class PGExtension(ReplaceableEntity):
    type_ = "extension"

    def __init__(self, schema, signature):
        self.schema = coerce_to_unquoted(normalize_whitespace(schema))
        self.signature = coerce_to_unquoted(normalize_whitespace(signature))
        self.definition = f"{self.__class__.__name__}: {self.schema} {self.signature}"

    def to_sql_statement_create(self):
        return sql_text(f'CREATE EXTENSION "{self.signature}" WITH SCHEMA {self.literal_schema};')

    def to_sql_statement_drop(self, cascade=False):
        ending = "CASCADE" if cascade else ""
        return sql_text(f'DROP EXTENSION "{self.signature}" {ending}')

    def to_sql_statement_create_or_replace(self):
        raise NotImplementedError()


class PGPolicy(OnEntityMixin, ReplaceableEntity):
    type_ = "policy"

    @classmethod
    def from_sql(cls, sql):
        found = _parsed(r"create policy\s+(.+?)\s+on\s+(.+?)\s+(.+)\Z", sql.strip(), "PGPolicy")
        on_entity = found.group(2)
        if "." not in on_entity:
            on_entity = "public." + on_entity
        schema, _, _ = on_entity.partition(".")
        return cls(schema=schema, signature=found.group(1), definition=found.group(3), on_entity=on_entity)

    def to_sql_statement_create(self):
        return sql_text(f"CREATE POLICY {self.signature} on {self.on_entity} {self.definition}")

    def to_sql_statement_drop(self, cascade=False):
        ending = "cascade" if cascade else ""
        return sql_text(f"DROP POLICY {self.signature} on {self.on_entity} {ending}")

    def to_sql_statement_create_or_replace(self):
        return [
            sql_text(f"DROP POLICY IF EXISTS {self.signature} on {self.on_entity};"),
            sql_text(f"CREATE POLICY {self.signature} on {self.on_entity} {self.definition};"),
        ]


class PGGrantTableChoice(str, Enum):
    SELECT = "SELECT"
    INSERT = "INSERT"
    UPDATE = "UPDATE"
    REFERENCES = "REFERENCES"
    DELETE = "DELETE"
    TRUNCATE = "TRUNCATE"
    TRIGGER = "TRIGGER"


_of_columns = ("SELECT", "INSERT", "UPDATE", "REFERENCES")


class PGGrantTable(ReplaceableEntity):
    type_ = "grant_table"

    def __init__(self, schema, table, role, grant, columns=None, with_grant_option=False):
        self.schema = coerce_to_unquoted(schema)
        self.table = coerce_to_unquoted(table)
        self.columns = sorted(columns) if columns else []
        self.role = coerce_to_unquoted(role)
        self.grant = PGGrantTableChoice(grant)
        self.with_grant_option = with_grant_option
        self._privilege = self.grant.value
        self.signature = f"{self.__class__.__name__}: {self.schema}.{self.table}.{self.role}.{self._privilege}"
        if self._privilege in _of_columns and not self.columns:
            raise BadInputException(f"When grant type is {self._privilege} a value must be provided for columns")
        if self._privilege not in _of_columns and self.columns:
            raise BadInputException(f"When grant type is {self._privilege} a value must not be provided for columns")

    @property
    def _on(self):
        return f"{self.literal_schema}.{coerce_to_quoted(self.table)}"

    def to_sql_statement_create(self):
        option = " WITH GRANT OPTION" if self.with_grant_option else ""
        columns = f'( {", ".join(self.columns)} )' if self.columns else ""
        return sql_text(f"GRANT {self._privilege} {columns} ON {self._on} TO {coerce_to_quoted(self.role)} {option}")

    def to_sql_statement_drop(self, cascade=False):
        return sql_text(f"REVOKE {self._privilege} ON {self._on} FROM {coerce_to_quoted(self.role)}")

    def to_sql_statement_create_or_replace(self):
        return [self.to_sql_statement_drop(), self.to_sql_statement_create()]


def register_entities(entities, schemas=None, exclude_schemas=None, entity_types=None):
    pass


class ReversibleOp(MigrateOperation):
    def __init__(self, target):
        self.target = target

    @classmethod
    def invoke_for_target(cls, operations, target):
        return operations.invoke(cls(target))

    @classmethod
    def invoke_for_target_optional_cascade(cls, operations, target, cascade=False):
        return operations.invoke(cls(target, cascade=cascade))


@Operations.register_operation("create_entity", "invoke_for_target")
class CreateOp(ReversibleOp):
    pass


@Operations.register_operation("drop_entity", "invoke_for_target_optional_cascade")
class DropOp(ReversibleOp):
    def __init__(self, target, cascade=False):
        self.cascade = cascade
        super().__init__(target)


@Operations.register_operation("replace_entity", "invoke_for_target")
class ReplaceOp(ReversibleOp):
    pass


class RevertOp(ReversibleOp):
    pass


@Operations.implementation_for(CreateOp)
def create_entity(operations, operation):
    operations.execute(operation.target.to_sql_statement_create())


@Operations.implementation_for(DropOp)
def drop_entity(operations, operation):
    operations.execute(operation.target.to_sql_statement_drop(cascade=operation.cascade))


@Operations.implementation_for(ReplaceOp)
@Operations.implementation_for(RevertOp)
def replace_or_revert_entity(operations, operation):
    for statement in operation.target.to_sql_statement_create_or_replace():
        operations.execute(statement)
`;
