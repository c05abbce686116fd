/**
 * Mappers, as far as a unit of work and queries ask: sqlalchemy/orm/mapper.py and relationships.py. What a mapping says is read by
 * `mapped-facts.ts`; here it is put together.
 */
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
            configure(self.class_)
            self._relationships = {facts["key"]: Relationship(self, facts) for facts in relationships_of(self.class_)}
            for rel in self._relationships.values():
                rel.configured()
            followed = [rel for rel in self._relationships.values() if not rel.viewonly and rel.problem is None]
            self.to_one = [rel for rel in followed if rel.direction == "MANYTOONE"]
            self.to_many = [rel for rel in followed if rel.direction == "ONETOMANY"]
            self.through = [rel for rel in followed if rel.direction == "MANYTOMANY"]
        return self._relationships

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


class Relationship:
    def __init__(self, parent, facts):
        self.parent = parent
        self.key = facts["key"]
        self.keywords = facts["keywords"]
        self.annotation = facts["annotation"]
        self.function = facts["function"]
        self.facts = facts
        self.problem = None
        self._configured = False
        told = self.keywords.get("cascade")
        names = [n.strip() for n in told.split(",")] if isinstance(told, str) else ["save-update", "merge"]
        if "all" in names:
            names = names + ["save-update", "merge", "delete", "expunge", "refresh-expire"]
        self.cascade = set(names)
        self.viewonly = self.keywords.get("viewonly", False) is True
        if self.viewonly and told is None:
            self.cascade = set()
        self.passive_deletes = self.keywords.get("passive_deletes", False)
        self.post_update = self.keywords.get("post_update", False) is True
        self.single_parent = self.keywords.get("single_parent", False)

    def __repr__(self):
        return self.parent.class_.__name__ + "." + self.key

    @property
    def mapper(self):
        return self.configured().target

    def configured(self):
        if not self._configured:
            self._configured = True
            self._configure()
        return self

    def _give_up(self, reason):
        self.problem = not_known("the relationship %r, %s" % (self, reason))
        self.direction = None
        self.uselist = True
        self.pairs = self.secondary_pairs = []
        self.target = None
        self.secondary = None

    def _option(self, name):
        value = self.keywords.get(name)
        if isinstance(value, str):
            return resolve(value, self.parent.class_, {"foreign": marked_foreign, "remote": marked_remote})
        if callable(value) and not is_sql(value) and not isinstance(value, type):
            return value()
        return value

    def _configure(self):
        cls = target_of(self.parent.class_, self.facts)
        if cls is None or is_unknown(cls) or not is_mapped(cls):
            return self._give_up("whose class is not known")
        self.target = mapper_of(cls)
        secondary = self._option("secondary")
        if isinstance(secondary, type) and is_mapped(secondary):
            secondary = secondary.__table__
        if is_unknown(secondary):
            return self._give_up("whose secondary table is not known")
        self.secondary = secondary
        self.secondary_pairs = []
        if secondary is not None:
            self._join_through(secondary)
        else:
            self._join()
        if self.problem is not None:
            return
        lists = None
        if self.annotation is not None:
            lists = annotated_collection(self.annotation)
        uselist = self.keywords.get("uselist")
        self.uselist = uselist if uselist is not None else (lists if lists is not None else self.direction != "MANYTOONE")
        self.collection_class = self.keywords.get("collection_class")
        if lists == "set" and self.collection_class is None:
            self.collection_class = set
        self.uselist = bool(self.uselist)
        self.order_by = self._option("order_by") or None
        if self.order_by is False:
            self.order_by = None
        self.lazy = "dynamic" if self.function == "dynamic_loader" else self.keywords.get("lazy", "select")

    def _condition(self, name):
        told = self.keywords.get(name)
        if told is None:
            return None
        del marks[:]
        condition = self._option(name)
        return condition, list(marks)

    def _join(self):
        sources = self.parent.tokens
        targets = self.target.tokens
        told = self._condition("primaryjoin")
        self.extra = None
        if told is not None:
            condition, said = told
            pairs, whole = join_pairs(condition)
            if not pairs:
                return self._give_up("whose primaryjoin is not understood")
            if not whole:
                self.extra = condition
        else:
            pairs = []
            for table in unique_tables([*self.parent.tables, *self.target.tables]):
                pairs.extend(foreign_pairs(table))
            said = []
        foreign = self._option("foreign_keys")
        foreign_tokens = [column_facts(c)["token"] for c in listed(foreign)] if foreign is not None else [t for kind, t in said if kind == "foreign"]
        remote = self._option("remote_side")
        remote_tokens = [column_facts(c)["token"] for c in listed(remote)] if remote is not None else [t for kind, t in said if kind == "remote"]
        keys = set()
        for table in unique_tables([*self.parent.tables, *self.target.tables]):
            keys.update((column_facts(a)["token"], column_facts(b)["token"]) for a, b in foreign_pairs(table))
        to_one, to_many = [], []
        for a, b in pairs:
            one, other = ColumnFacts(a), ColumnFacts(b)
            if one.token in foreign_tokens or (not foreign_tokens and (one.token, other.token) in keys):
                holder, referred = one, other
            elif other.token in foreign_tokens or (not foreign_tokens and (other.token, one.token) in keys):
                holder, referred = other, one
            else:
                continue
            holder_table, referred_table = table_token(holder.table), table_token(referred.table)
            is_self = holder_table in sources and holder_table in targets and referred_table in sources and referred_table in targets
            if is_self and holder.token in remote_tokens:
                to_many.append((referred, holder))
            elif is_self and referred.token in remote_tokens:
                to_one.append((holder, referred))
            elif holder_table in targets and referred_table in sources:
                to_many.append((referred, holder))
            elif holder_table in sources and referred_table in targets:
                to_one.append((holder, referred))
        if to_one and to_many and foreign is None and told is None:
            return self._give_up("which could go either way")
        chosen = to_many or to_one
        if not chosen:
            return self._give_up("whose join condition is not understood")
        referred_tokens = [(local if to_many else remote).token for local, remote in chosen]
        if told is None and len(set(referred_tokens)) < len(chosen):
            return self._give_up("which has several foreign keys to choose from")
        self.direction = "ONETOMANY" if to_many else "MANYTOONE"
        # (local, remote)
        self.pairs = chosen

    def _join_through(self, secondary):
        self.direction = "MANYTOMANY"
        self.extra = None
        self.pairs = []
        sources, targets = self.parent.tokens, self.target.tokens
        found = [(ColumnFacts(a), ColumnFacts(b)) for a, b in foreign_pairs(secondary)]
        for name, mapper, into in (("primaryjoin", self.parent, self.pairs), ("secondaryjoin", self.target, self.secondary_pairs)):
            told = self._condition(name)
            if told is not None:
                pairs, whole = join_pairs(told[0])
                if not whole or not pairs:
                    return self._give_up("whose %s is not understood" % name)
                for a, b in pairs:
                    one, other = ColumnFacts(a), ColumnFacts(b)
                    local, through = (other, one) if table_token(one.table) == table_token(secondary) else (one, other)
                    into.append((local, through))
            else:
                into.extend((referred, holder) for holder, referred in found if table_token(referred.table) in mapper.tokens)
        if not self.pairs or not self.secondary_pairs:
            return self._give_up("whose join condition is not understood")

    def local_keys(self):
        return [self.parent.keys_by_token.get(local.token) for local, _ in self.pairs]

    def reverse(self):
        """The relationship of the other side that is kept in step with this one."""
        name = self.keywords.get("back_populates") or self.keywords.get("_backref")
        if not isinstance(name, str):
            told = self.keywords.get("backref")
            inner = call_facts(told) if told is not None and not isinstance(told, str) else None
            name = inner["args"][0] if inner else told
        self.configured()
        if not isinstance(name, str) or self.target is None:
            return None
        return self.target.relationships_by_key.get(name)


marks = []


def marked_foreign(column):
    marks.append(("foreign", column_facts(column)["token"]))
    return column


def marked_remote(column):
    marks.append(("remote", column_facts(column)["token"]))
    return column


def unique_tables(tables):
    found = {}
    for table in tables:
        found.setdefault(table_token(table), table)
    return list(found.values())
`;
