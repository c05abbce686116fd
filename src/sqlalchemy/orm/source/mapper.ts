/** Mappers, as far as a unit of work and queries ask (sqlalchemy/orm/mapper.py). What a mapping says is read by `mapped-facts.ts`. */
export const mapperSource = `
class ColumnFacts:
    def __init__(self, column):
        facts = column_facts(column)
        self.column = column
        self.name = facts["name"]
        self.key = facts["key"]
        self.table = facts["table"]
        self.token = facts["token"]
        self.default = facts["default"]
        self.onupdate = facts["onupdate"]
        self.server_default = facts["server_default"]
        self.computed = facts["computed"]
        self.mutable = facts["mutable"]


class Mapper:
    def __init__(self, cls):
        self.class_ = self.entity = cls
        self.mapper = self
        self.name = cls.__module__ + "." + cls.__qualname__
        self.tables = tables_of(cls)
        self.local_table = self.persist_selectable = self.tables[-1]
        self.tokens = [table_token(table) for table in self.tables]
        lines = lineage(cls)
        self.base_name = lines[-1].__module__ + "." + lines[-1].__qualname__
        self.inherits = lines[1] if len(lines) > 1 else None
        self.columns_by_key = {}
        self.keys_by_token = {}
        for key, column in columns_of(cls):
            facts = ColumnFacts(column)
            # The nearest class' column of an attribute counts, and those of the same attribute in an ancestor's table stay beside it.
            others = [c for c in self.columns_by_key.get(key, []) if table_token(c.table) != table_token(facts.table)]
            self.columns_by_key[key] = [*others, facts]
            self.keys_by_token[facts.token] = key
        self.expressions = dict(expressions_of(cls))
        self.columns_of_table = {}
        for table in self.tables:
            token = table_token(table)
            self.columns_of_table[token] = [
                (key, c) for key, columns in self.columns_by_key.items() for c in columns if table_token(c.table) == token
            ]
        self.primary_key_of_table = {table_token(table): [column_facts(c)["token"] for c in primary_key_of(table)] for table in self.tables}
        said = self.argument("primary_key", own=False)
        root = self.tokens[0]
        if said:
            self.primary_key_of_table[root] = [column_facts(c)["token"] for c in said]
        self.primary_keys = [self.keys_by_token[token] for token in self.primary_key_of_table[root] if token in self.keys_by_token]
        self.watched = [key for key, columns in self.columns_by_key.items() if columns[0].mutable]
        self.polymorphic_identity = self.argument("polymorphic_identity", own=True)
        self.polymorphic_key = self._polymorphic_key()
        self._relationships = None
        self.heard = False
        self.validators = {}
        self.sort_key = self.base_name

    def argument(self, name, own):
        for cls in [self.class_] if own else lineage(self.class_):
            found = cls.__dict__.get("__mapper_args__") if cls is not self.class_ else getattr(cls, "__mapper_args__", None)
            if callable(found):
                found = getattr(cls, "__mapper_args__", None)
            if is_unknown(found):
                return found
            if isinstance(found, dict) and found.get(name) is not None:
                return found[name]
        return None

    def _polymorphic_key(self):
        on = self.argument("polymorphic_on", own=False)
        if on is None:
            return None
        if isinstance(on, str):
            return on
        facts = column_facts(on)
        return self.keys_by_token.get(facts["token"]) if facts else None

    @property
    def relationships_by_key(self):
        if self._relationships is None:
            self._configure_relationships()
        return self._relationships

    def _configure_relationships(self):
        configure(self.class_)
        self._relationships = {facts["key"]: Relationship(self, facts) for facts in relationships_of(self.class_)}
        for rel in self._relationships.values():
            rel.configured()
        followed = [rel for rel in self._relationships.values() if not rel.viewonly and rel.problem is None]
        self._by_direction = {name: [rel for rel in followed if rel.direction == name] for name in ("MANYTOONE", "ONETOMANY", "MANYTOMANY")}

    def _followed(self, direction):
        if self._relationships is None:
            self._configure_relationships()
        return self._by_direction[direction]

    @property
    def to_one(self):
        return self._followed("MANYTOONE")

    @property
    def to_many(self):
        return self._followed("ONETOMANY")

    @property
    def through(self):
        return self._followed("MANYTOMANY")

    @property
    def primary_key(self):
        return tuple(self.column(key).column for key in self.primary_keys)

    @property
    def columns(self):
        return self.local_table.c

    c = columns

    def column(self, key):
        return self.columns_by_key[key][0]

    def loaded_columns(self):
        return [(key, columns[0].column) for key, columns in self.columns_by_key.items()]

    def isa(self, other):
        return other.class_ in lineage(self.class_)

    def descendants(self):
        return [m for m in [mapper_of(cls) for cls in siblings_of(self.class_) if is_mapped(cls)] if m.isa(self)]

    def inherit_pairs(self):
        """What joins each table of joined inheritance to the one before: (column, parent's column)."""
        found = []
        for index, table in enumerate(self.tables[1:], 1):
            before = self.tokens[:index]
            for local, remote in foreign_pairs(table):
                if table_token(column_facts(remote)["table"]) in before:
                    found.append((ColumnFacts(local), ColumnFacts(remote)))
        return found

    def identity_of(self, values):
        return key_of(self, [values.get(key) for key in self.primary_keys])

    def table_names(self):
        return list(self.tables)


def key_of(mapper, values):
    """An identity key. A part that is not known is the same as itself, and as nothing else."""
    return (mapper.base_name, *[("not known", id_of(value)) if is_unknown(value) else value for value in values])


def reachable_tables(mapper, seen=None):
    """The tables that code may change through an object: its own, and those of everything that hangs on it."""
    seen = {} if seen is None else seen
    if mapper.name in seen:
        return []
    seen[mapper.name] = True
    found = list(mapper.tables)
    for rel in mapper.relationships_by_key.values():
        if rel.configured().target is not None:
            found.extend(reachable_tables(rel.target, seen))
        if rel.secondary is not None:
            found.append(rel.secondary)
    return unique_tables(found)


def mapper_of(cls):
    return remembered(cls, Mapper)


def class_mapper(cls, configure=True):
    if not is_mapped(cls):
        raise UnmappedClassError("Class '%s' is not mapped" % cls.__name__)
    return mapper_of(cls)


def configure(cls):
    """configure_mappers(): a backref becomes an attribute of the class that it leads back to."""
    for sibling in siblings_of(cls):
        if not is_mapped(sibling):
            continue
        for facts in relationships_of(sibling):
            told = facts["keywords"].get("backref")
            if told is None or is_unknown(told):
                continue
            inner = call_facts(told)
            name = inner["args"][0] if inner else told
            target = target_of(sibling, facts)
            if not isinstance(name, str) or not is_mapped(target) or any(has_own_attribute(c, name) for c in lineage(target)):
                continue
            add_backref(target, name, sibling, facts["key"], facts["keywords"], inner["keywords"] if inner else {})


def target_of(cls, facts):
    told = facts["keywords"].get("argument", facts["args"][0] if facts["args"] else None)
    if told is None and facts["annotation"] is not None:
        name = annotated_class(facts["annotation"])
        if name is None:
            return None
        found = [sibling for sibling in siblings_of(cls) if sibling.__name__ == name.rsplit(".", 1)[-1]]
        return found[0] if found else facts["annotated"](name)
    if isinstance(told, str):
        return resolve(told, cls, {})
    if isinstance(told, Mapper):
        return told.class_
    if callable(told) and not isinstance(told, type):
        return told()
    return told


def listed(value):
    return list(value) if isinstance(value, (list, tuple, set)) else [value]
`;
