/** Relationships: what they join and which way (sqlalchemy/orm/relationships.py). */
export const relationshipSource = `
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
