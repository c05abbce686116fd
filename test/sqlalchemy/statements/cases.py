"""Statements and what they answer: each function is a case, run by real SQLAlchemy on PostgreSQL and by ours (sqlalchemy-statements.py)."""
import datetime
import decimal
import enum
import json
import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Colour(enum.Enum):
    red = "R"
    green = "G"


class Doubled(sa.TypeDecorator):
    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else value * 2

    def process_result_value(self, value, dialect):
        return None if value is None else value // 2


class Listed(sa.TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return json.dumps(value)

    def process_result_value(self, value, dialect):
        return json.loads(value)


SETUP = [
    "CREATE TYPE colour AS ENUM ('red', 'green')",
    "CREATE TABLE shelf (id serial PRIMARY KEY, label text NOT NULL, room integer)",
    "CREATE TABLE book (id serial PRIMARY KEY, shelf_id integer REFERENCES shelf, title varchar(80) NOT NULL, price numeric(8, 2),"
    " pages integer, colour colour, printed date, lent timestamp, seen timestamptz, opened time, kept interval, facts jsonb, plain json,"
    " tags text[], numbers integer[], code uuid, cover bytea, available boolean, weight double precision)",
    "CREATE TABLE odd (id integer PRIMARY KEY, twice integer, listed text, UNIQUE (twice))",
    "INSERT INTO shelf (label, room) VALUES ('north', 1), ('south', 2), ('empty', NULL)",
    "INSERT INTO book (shelf_id, title, price, pages, colour, printed, lent, seen, opened, kept, facts, plain, tags, numbers, code, cover,"
    " available, weight) VALUES (1, 'Ants', 9.90, 120, 'red', '2001-02-03', '2020-01-02 03:04:05.678', '2020-01-02 03:04:05+00', '10:30',"
    " '1 day 02:03:04.5', '{\"a\": [1, 2.5, null], \"b\": {\"c\": \"x\"}}', '[1, \"two\"]', '{x,\"y z\",NULL}', '{1,2}',"
    " '11111111-2222-4333-8444-555555555555', '\\x00ff', true, 0.5),"
    " (1, 'Bees', NULL, 80, 'green', NULL, NULL, NULL, NULL, NULL, '{\"a\": []}', NULL, '{}', NULL, NULL, NULL, false, NULL),"
    " (2, 'Cats', 12.00, 200, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1)",
]

metadata = sa.MetaData()
shelf = sa.Table(
    "shelf",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("room", sa.Integer),
)
book = sa.Table(
    "book",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("shelf_id", sa.Integer, sa.ForeignKey("shelf.id")),
    sa.Column("title", sa.String(80), nullable=False),
    sa.Column("price", sa.Numeric(8, 2)),
    sa.Column("pages", sa.Integer),
    sa.Column("colour", sa.Enum(Colour, name="colour")),
    sa.Column("printed", sa.Date),
    sa.Column("lent", sa.DateTime),
    sa.Column("seen", sa.DateTime(timezone=True)),
    sa.Column("opened", sa.Time),
    sa.Column("kept", sa.Interval),
    sa.Column("facts", postgresql.JSONB),
    sa.Column("plain", sa.JSON),
    sa.Column("tags", postgresql.ARRAY(sa.Text)),
    sa.Column("numbers", postgresql.ARRAY(sa.Integer)),
    sa.Column("code", postgresql.UUID(as_uuid=True)),
    sa.Column("cover", sa.LargeBinary),
    sa.Column("available", sa.Boolean),
    sa.Column("weight", sa.Float),
)
odd = sa.Table("odd", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("twice", Doubled), sa.Column("listed", Listed))
light = sa.table("book", sa.column("id", sa.Integer), sa.column("title", sa.String), sa.column("pages", sa.Integer))


def rows(result):
    return [tuple(row) for row in result]


def select_columns(bind):
    return rows(bind.execute(sa.select(book.c.id, book.c.title).order_by(book.c.id)))


def select_legacy_list(bind):
    return rows(bind.execute(sa.select([book.c.title], book.c.id == 1)))


def select_table(bind):
    return rows(bind.execute(sa.select(shelf).order_by(shelf.c.id.desc())))


def select_light(bind):
    return rows(bind.execute(light.select().where(light.c.pages > 100).order_by(light.c.title)))


def select_same_names(bind):
    result = bind.execute(sa.select(book.c.id, shelf.c.id, shelf.c.label).join(shelf).order_by(book.c.id))
    return list(result.keys()), rows(result)


def select_repeated(bind):
    return rows(bind.execute(sa.select(book.c.id, book.c.id, book.c.title).where(book.c.id == 1)))


def select_where(bind):
    statement = sa.select(book.c.title).where(book.c.pages >= 100, sa.or_(book.c.price.is_(None), book.c.price > 10))
    return rows(bind.execute(statement))


def select_filter_by(bind):
    return rows(bind.execute(sa.select(book.c.id).filter_by(title="Bees", available=False)))


def select_in(bind):
    statement = sa.select(book.c.title).where(book.c.id.in_([1, 3]), ~book.c.title.in_(["Bees"])).order_by(book.c.title)
    return rows(bind.execute(statement))


def select_in_nothing(bind):
    return rows(bind.execute(sa.select(book.c.title).where(book.c.id.in_([]))))


def select_in_subquery(bind):
    inner = sa.select(shelf.c.id).where(shelf.c.label == "north")
    return rows(bind.execute(sa.select(book.c.title).where(book.c.shelf_id.in_(inner)).order_by(book.c.id)))


def select_not_in_subquery(bind):
    inner = sa.select(book.c.shelf_id)
    return rows(bind.execute(sa.select(shelf.c.label).where(shelf.c.id.not_in(inner))))


def select_exists(bind):
    has = sa.select(book.c.id).where(book.c.shelf_id == shelf.c.id).exists()
    return rows(bind.execute(sa.select(shelf.c.label).where(~has)))


def select_exists_function(bind):
    has = sa.exists().where(book.c.shelf_id == shelf.c.id)
    return rows(bind.execute(sa.select(shelf.c.label).where(has, shelf.c.room > 0).order_by(shelf.c.id)))


def select_exists_alone(bind):
    return bind.execute(sa.select(sa.exists(sa.select(book.c.id).where(book.c.title == "Ants")))).scalar()


def select_scalar_subquery(bind):
    count = sa.select(sa.func.count(book.c.id)).where(book.c.shelf_id == shelf.c.id).scalar_subquery()
    return rows(bind.execute(sa.select(shelf.c.label, count.label("books")).order_by(shelf.c.id)))


def select_label_order(bind):
    total = (book.c.pages * 2).label("total")
    return rows(bind.execute(sa.select(book.c.title, total).order_by(total.desc())))


def select_order_by_text(bind):
    total = (book.c.pages + 1).label("total")
    return rows(bind.execute(sa.select(total).order_by("total")))


def select_group(bind):
    statement = (
        sa.select(book.c.shelf_id, sa.func.count(), sa.func.sum(book.c.pages).label("pages"), sa.func.max(book.c.price))
        .group_by(book.c.shelf_id)
        .having(sa.func.count() > 0)
        .order_by(book.c.shelf_id)
    )
    result = bind.execute(statement)
    return list(result.keys()), rows(result)


def select_distinct(bind):
    return rows(bind.execute(sa.select(book.c.shelf_id).distinct().order_by(book.c.shelf_id)))


def select_distinct_on(bind):
    statement = sa.select(book.c.shelf_id, book.c.title).distinct(book.c.shelf_id).order_by(book.c.shelf_id, book.c.title.desc())
    return rows(bind.execute(statement))


def select_count_distinct(bind):
    return bind.execute(sa.select(sa.func.count(book.c.shelf_id.distinct()))).scalar()


def select_limit(bind):
    return rows(bind.execute(sa.select(book.c.id).order_by(book.c.id).limit(1).offset(1)))


def select_offset_alone(bind):
    return rows(bind.execute(sa.select(book.c.id).order_by(book.c.id).offset(2)))


def select_outer_join(bind):
    statement = sa.select(shelf.c.label, book.c.title).select_from(shelf.outerjoin(book)).order_by(shelf.c.id, book.c.id)
    return rows(bind.execute(statement))


def select_join_on(bind):
    statement = sa.select(book.c.title).join(shelf, sa.and_(book.c.shelf_id == shelf.c.id, shelf.c.room == 2))
    return rows(bind.execute(statement))


def select_join_from(bind):
    statement = sa.select(shelf.c.label).join_from(book, shelf, isouter=True).where(book.c.id == 3)
    return rows(bind.execute(statement))


def select_join_function(bind):
    joined = sa.join(book, shelf, book.c.shelf_id == shelf.c.id)
    return rows(bind.execute(sa.select(book.c.id, shelf.c.label).select_from(joined).order_by(book.c.id)))


def select_aliases(bind):
    one, other = book.alias("one"), book.alias()
    statement = sa.select(one.c.title, other.c.title).where(one.c.shelf_id == other.c.shelf_id, one.c.id < other.c.id)
    return rows(bind.execute(statement))


def select_subquery(bind):
    inner = sa.select(book.c.shelf_id, sa.func.count(book.c.id).label("many")).group_by(book.c.shelf_id).subquery("counted")
    statement = sa.select(shelf.c.label, inner.c.many).join(inner, inner.c.shelf_id == shelf.c.id).order_by(shelf.c.id)
    return rows(bind.execute(statement))


def select_subquery_unnamed(bind):
    inner = sa.select(book).where(book.c.pages > 100).subquery()
    return rows(bind.execute(sa.select(inner.c.id, inner.c.colour).order_by(inner.c.id)))


def select_cte(bind):
    big = sa.select(book.c.id, book.c.title).where(book.c.pages > 100).cte("big")
    return rows(bind.execute(sa.select(big.c.title).order_by(big.c.id)))


def select_recursive(bind):
    counter = sa.select(sa.literal(1).label("n")).cte("counter", recursive=True)
    counter = counter.union_all(sa.select(counter.c.n + 1).where(counter.c.n < 4))
    return rows(bind.execute(sa.select(counter.c.n)))


def select_lateral(bind):
    newest = sa.select(book.c.title).where(book.c.shelf_id == shelf.c.id).order_by(book.c.id.desc()).limit(1).lateral("newest")
    return rows(bind.execute(sa.select(shelf.c.label, newest.c.title).join(newest, sa.true()).order_by(shelf.c.id)))


def select_union(bind):
    one = sa.select(shelf.c.label.label("name")).where(shelf.c.id == 1)
    other = sa.select(book.c.title.label("name")).where(book.c.id == 2)
    return rows(bind.execute(sa.union_all(one, other).order_by("name")))


def select_union_method(bind):
    one = sa.select(shelf.c.id)
    return sorted(rows(bind.execute(one.union(sa.select(book.c.shelf_id)))))


def select_except_limited(bind):
    one = sa.select(shelf.c.id).order_by(shelf.c.id).limit(3)
    return rows(bind.execute(sa.except_(one, sa.select(book.c.shelf_id))))


def select_from_union(bind):
    both = sa.union(sa.select(shelf.c.id), sa.select(book.c.id)).subquery("both")
    return bind.execute(sa.select(sa.func.count()).select_from(both)).scalar()


def select_for_update(bind):
    return rows(bind.execute(sa.select(book.c.id).where(book.c.id == 1).with_for_update(nowait=True, of=book)))


def select_functions(bind):
    statement = sa.select(sa.func.coalesce(book.c.price, 0), sa.func.lower(book.c.title), sa.func.length(book.c.title)).order_by(book.c.id)
    result = bind.execute(statement)
    return list(result.keys()), rows(result)


def select_case(bind):
    size = sa.case((book.c.pages > 150, "long"), (book.c.pages > 100, "middling"), else_="short").label("size")
    return rows(bind.execute(sa.select(book.c.title, size).order_by(book.c.id)))


def select_case_dict(bind):
    shown = sa.case({"red": 1, "green": 2}, value=sa.cast(book.c.colour, sa.Text), else_=0)
    return rows(bind.execute(sa.select(shown).order_by(book.c.id)))


def select_cast(bind):
    result = bind.execute(sa.select(sa.cast(book.c.pages, sa.String), sa.cast("7", sa.Integer)).where(book.c.id == 1))
    return list(result.keys()), rows(result)


def select_over(bind):
    place = sa.func.row_number().over(partition_by=book.c.shelf_id, order_by=book.c.title.desc()).label("place")
    return rows(bind.execute(sa.select(book.c.title, place).order_by(book.c.id)))


def select_over_frame(bind):
    running = sa.func.sum(book.c.pages).over(order_by=book.c.id, rows=(None, 0))
    return rows(bind.execute(sa.select(running)))


def select_filter(bind):
    return rows(bind.execute(sa.select(sa.func.count(book.c.id).filter(book.c.available.is_(True)))))


def select_within_group(bind):
    return rows(bind.execute(sa.select(sa.func.percentile_disc(0.5).within_group(book.c.pages).label("middle"))))


def select_aggregate_order(bind):
    titles = sa.func.string_agg(book.c.title, postgresql.aggregate_order_by(sa.literal_column("', '"), book.c.title.desc()))
    return bind.execute(sa.select(titles)).scalar()


def select_array_aggregate(bind):
    return bind.execute(sa.select(sa.func.array_agg(book.c.title))).scalar()


def select_any(bind):
    return rows(bind.execute(sa.select(book.c.title).where(sa.literal(2) == sa.any_(book.c.numbers))))


def select_any_method(bind):
    return rows(bind.execute(sa.select(book.c.title).where(book.c.tags.any("x"))))


def select_any_subquery(bind):
    inner = sa.select(shelf.c.id).where(shelf.c.room == 1).scalar_subquery()
    return rows(bind.execute(sa.select(book.c.title).where(book.c.shelf_id == sa.any_(inner)).order_by(book.c.id)))


def select_tuples(bind):
    pairs = sa.tuple_(book.c.id, book.c.title).in_([(1, "Ants"), (2, "Ants")])
    return rows(bind.execute(sa.select(book.c.id).where(pairs)))


def select_likes(bind):
    statement = sa.select(book.c.id).where(
        book.c.title.like("A%") | book.c.title.ilike("b%") | book.c.title.contains("at") | book.c.title.startswith("Z")
    )
    return sorted(rows(bind.execute(statement)))


def select_between(bind):
    return rows(bind.execute(sa.select(book.c.id).where(book.c.pages.between(100, 150), ~book.c.id.between(5, 6))))


def select_json(bind):
    statement = sa.select(book.c.facts["b"]["c"].astext, book.c.facts["a"], book.c.facts[("a", "0")]).where(book.c.facts.has_key("b"))
    return rows(bind.execute(statement))


def select_json_contains(bind):
    return rows(bind.execute(sa.select(book.c.id).where(book.c.facts.contains({"b": {"c": "x"}}))))


def select_array_operators(bind):
    return rows(bind.execute(sa.select(book.c.id, book.c.tags[1]).where(book.c.tags.contains(["x"]), book.c.tags.overlap(["x", "q"]))))


def select_enum(bind):
    return rows(bind.execute(sa.select(book.c.title, book.c.colour).where(book.c.colour == Colour.green)))


def select_dates(bind):
    statement = sa.select(book.c.id).where(
        book.c.printed == datetime.date(2001, 2, 3),
        book.c.lent > datetime.datetime(2019, 1, 1),
        book.c.seen < datetime.datetime(2021, 1, 1, tzinfo=datetime.timezone.utc),
        book.c.opened >= datetime.time(10, 0),
        book.c.kept > datetime.timedelta(days=1),
        book.c.price < decimal.Decimal("10.50"),
        book.c.code == uuid.UUID("11111111-2222-4333-8444-555555555555"),
        book.c.weight < 0.75,
        book.c.pages > -1,
    )
    return rows(bind.execute(statement))


def select_date_arithmetic(bind):
    statement = sa.select(book.c.lent + datetime.timedelta(hours=1), sa.extract("year", book.c.printed)).where(book.c.id == 1)
    return rows(bind.execute(statement))


def select_text_parts(bind):
    statement = sa.select(sa.text("title"), sa.literal_column("pages + 1").label("more")).select_from(sa.text("book")).where(sa.text("id = 1"))
    return rows(bind.execute(statement))


def select_literals(bind):
    return rows(bind.execute(sa.select(sa.literal("a'b"), sa.literal(1.5), sa.null(), sa.true())))


def select_unnest(bind):
    names = sa.func.unnest(sa.cast(["p", "q"], postgresql.ARRAY(sa.Text))).table_valued("name")
    return rows(bind.execute(sa.select(names.c.name)))


def select_column_valued(bind):
    number = sa.func.generate_series(1, 3).column_valued("number")
    return rows(bind.execute(sa.select(number).where(number > 1)))


def select_bindparams(bind):
    statement = sa.select(book.c.title).where(book.c.id == sa.bindparam("wanted"), book.c.pages > sa.bindparam("least", 10))
    return rows(bind.execute(statement, {"wanted": 2}))


def select_expanding(bind):
    statement = sa.select(book.c.id).where(book.c.id.in_(sa.bindparam("ids", expanding=True))).order_by(book.c.id)
    return rows(bind.execute(statement, {"ids": [1, 3]}))


def select_values(bind):
    pairs = sa.values(sa.column("n", sa.Integer), sa.column("word", sa.String), name="pairs").data([(1, "one"), (2, "two")])
    return rows(bind.execute(sa.select(pairs.c.word).where(pairs.c.n > 1)))


def select_correlated_explicitly(bind):
    inner = sa.select(sa.func.max(book.c.pages)).where(book.c.shelf_id == shelf.c.id).correlate(shelf).scalar_subquery()
    return rows(bind.execute(sa.select(shelf.c.label).where(inner > 150)))


def select_schema_free_star(bind):
    return rows(bind.execute(sa.select(sa.text("*")).select_from(shelf).order_by(shelf.c.id)))


def select_not_and_neg(bind):
    return rows(bind.execute(sa.select(-book.c.pages, ~book.c.available).order_by(book.c.id).limit(2)))


def select_concat(bind):
    return rows(bind.execute(sa.select(book.c.title + "!" + book.c.title).where(book.c.id == 1)))


def select_division(bind):
    return rows(bind.execute(sa.select(book.c.pages / 7, book.c.pages % 7).where(book.c.id == 1)))


def select_join_chain(bind):
    other = shelf.alias("other")
    statement = (
        sa.select(book.c.id)
        .select_from(book)
        .join(shelf, book.c.shelf_id == shelf.c.id)
        .outerjoin(other, other.c.id == shelf.c.room)
        .where(other.c.id.isnot(None))
        .order_by(book.c.id)
    )
    return rows(bind.execute(statement))


def insert_values(bind):
    result = bind.execute(book.insert().values(id=10, title="Dogs", colour=Colour.red, facts={"k": [1]}, plain=[1, None], tags=["a", "b"]))
    return result.rowcount, rows(bind.execute(sa.select(book.c.title, book.c.colour, book.c.facts, book.c.plain, book.c.tags).where(book.c.id == 10)))


def insert_key(bind):
    result = bind.execute(shelf.insert().values(label="west"))
    return tuple(result.inserted_primary_key), result.rowcount


def insert_dict(bind):
    bind.execute(sa.insert(shelf), {"label": "east", "id": 7})
    return rows(bind.execute(sa.select(shelf).where(shelf.c.id == 7)))


def insert_returning(bind):
    result = bind.execute(book.insert().values(title="Eels", price=decimal.Decimal("1.5")).returning(book.c.title, book.c.price))
    return rows(result)


def insert_several_rows(bind):
    bind.execute(sa.insert(shelf).values([{"id": 20, "label": "a"}, {"id": 21, "label": "b"}]))
    return rows(bind.execute(sa.select(shelf.c.label).where(shelf.c.id >= 20).order_by(shelf.c.id)))


def insert_light(bind):
    bind.execute(light.insert().values(pages=3, title="Frogs"))
    return rows(bind.execute(sa.select(light.c.title).where(light.c.pages == 3)))


def insert_from_select(bind):
    chosen = sa.select(book.c.title, sa.literal(9)).where(book.c.pages > 150)
    bind.execute(shelf.insert().from_select(["label", "room"], chosen))
    return rows(bind.execute(sa.select(shelf.c.label).where(shelf.c.room == 9)))


def insert_conflict_nothing(bind):
    statement = postgresql.insert(shelf).values(id=1, label="again").on_conflict_do_nothing(index_elements=["id"])
    return bind.execute(statement).rowcount


def insert_conflict_update(bind):
    statement = postgresql.insert(shelf).values(id=1, label="again", room=5)
    statement = statement.on_conflict_do_update(
        index_elements=[shelf.c.id], set_={"label": statement.excluded.label, "room": shelf.c.room + 1}, where=shelf.c.room < 9
    )
    bind.execute(statement)
    return rows(bind.execute(sa.select(shelf.c.label, shelf.c.room).where(shelf.c.id == 1)))


def insert_conflict_constraint(bind):
    statement = postgresql.insert(odd).values(id=1, twice=3).on_conflict_do_nothing(constraint="odd_twice_key")
    return bind.execute(statement).rowcount


def insert_decorated(bind):
    bind.execute(odd.insert().values(id=1, twice=21, listed=[1, "x"]))
    raw = bind.execute(sa.text("SELECT twice, listed FROM odd")).fetchall()
    return [tuple(row) for row in raw], rows(bind.execute(sa.select(odd)))


def insert_none_in_json(bind):
    bind.execute(book.insert().values(id=11, title="Gnus", facts=None, plain=sa.null(), colour=None))
    return rows(bind.execute(sa.text("SELECT facts::text, plain::text, colour FROM book WHERE id = 11")))


def insert_bytes_and_more(bind):
    bind.execute(
        book.insert().values(
            id=12,
            title="It's 100% \\ odd",
            cover=b"\x00\x01'",
            code=uuid.UUID(int=5),
            kept=datetime.timedelta(days=-1, seconds=5),
            seen=datetime.datetime(2020, 5, 6, 7, 8, 9, tzinfo=datetime.timezone(datetime.timedelta(hours=2))),
            numbers=[],
            weight=1e30,
            available=True,
        )
    )
    return rows(bind.execute(sa.select(book.c.title, book.c.cover, book.c.code, book.c.kept, book.c.numbers, book.c.weight).where(book.c.id == 12)))


def insert_with_expression(bind):
    bind.execute(shelf.insert().values(id=30, label=sa.func.upper("low"), room=sa.select(sa.func.max(book.c.id)).scalar_subquery()))
    return rows(bind.execute(sa.select(shelf.c.label, shelf.c.room).where(shelf.c.id == 30)))


def update_values(bind):
    result = bind.execute(book.update().where(book.c.pages < 150).values(price=decimal.Decimal("2"), available=None))
    return result.rowcount, rows(bind.execute(sa.select(book.c.price).order_by(book.c.id)))


def update_columns_as_keys(bind):
    bind.execute(sa.update(book).values({book.c.pages: book.c.pages + 1, "title": sa.func.upper(book.c.title)}))
    return rows(bind.execute(sa.select(book.c.pages, book.c.title).order_by(book.c.id)))


def update_correlated(bind):
    label = sa.select(shelf.c.label).where(shelf.c.id == book.c.shelf_id).scalar_subquery()
    bind.execute(book.update().values(title=label))
    return rows(bind.execute(sa.select(book.c.title).order_by(book.c.id)))


def update_from(bind):
    bind.execute(book.update().values(title=shelf.c.label).where(book.c.shelf_id == shelf.c.id, shelf.c.room == 1))
    return rows(bind.execute(sa.select(book.c.title).order_by(book.c.id)))


def update_exists(bind):
    has = sa.exists().where(book.c.shelf_id == shelf.c.id)
    return bind.execute(shelf.update().where(has).values(room=0)).rowcount


def update_bound(bind):
    statement = book.update().where(book.c.id == sa.bindparam("b_id")).values(title=sa.bindparam("new"))
    bind.execute(statement, {"b_id": 1, "new": "One"})
    return rows(bind.execute(sa.select(book.c.title).order_by(book.c.id)))


def update_parameters(bind):
    bind.execute(book.update().where(book.c.id == 2), {"title": "Two", "pages": 2})
    return rows(bind.execute(sa.select(book.c.title, book.c.pages).where(book.c.id == 2)))


def update_returning(bind):
    return rows(bind.execute(book.update().where(book.c.id == 1).values(colour="green").returning(book.c.id, book.c.colour)))


def update_json(bind):
    bind.execute(book.update().where(book.c.id == 1).values(facts=sa.func.jsonb_set(book.c.facts, "{z}", '"q"')))
    return rows(bind.execute(sa.select(book.c.facts).where(book.c.id == 1)))


def update_case(bind):
    bind.execute(book.update().values(title=sa.case((book.c.id == 1, "first"), else_=book.c.title)))
    return rows(bind.execute(sa.select(book.c.title).order_by(book.c.id)))


def update_subquery_in_where(bind):
    inner = sa.select(shelf.c.id).where(shelf.c.room == 2)
    return bind.execute(book.update().where(book.c.shelf_id.in_(inner)).values(pages=None)).rowcount


def delete_where(bind):
    return bind.execute(book.delete().where(book.c.pages < 100)).rowcount


def delete_using(bind):
    return bind.execute(sa.delete(book).where(book.c.shelf_id == shelf.c.id, shelf.c.label == "north")).rowcount


def delete_returning(bind):
    return rows(bind.execute(sa.delete(book).where(book.c.id == 3).returning(book.c.title)))


def delete_not_exists(bind):
    has = sa.select(book.c.id).where(book.c.shelf_id == shelf.c.id).exists()
    return bind.execute(shelf.delete().where(~has)).rowcount


def delete_with_cte(bind):
    old = sa.select(book.c.id).where(book.c.pages < 100).cte("old")
    return bind.execute(book.delete().where(book.c.id.in_(sa.select(old.c.id)))).rowcount


def text_parameters(bind):
    statement = sa.text("SELECT title FROM book WHERE id = :id AND title LIKE 'A%' AND '\\:x' = ':' || 'x'")
    return rows(bind.execute(statement, {"id": 1}))


def text_bindparams(bind):
    statement = sa.text("SELECT id FROM book WHERE id IN :ids ORDER BY id").bindparams(sa.bindparam("ids", [1, 2], expanding=True))
    return rows(bind.execute(statement))


def text_typed_bindparams(bind):
    statement = sa.text("UPDATE book SET facts = :facts WHERE id = :id").bindparams(sa.bindparam("facts", type_=postgresql.JSONB))
    bind.execute(statement, {"facts": {"n": 1}, "id": 1})
    return rows(bind.execute(sa.text("SELECT facts FROM book WHERE id = 1")))


def text_columns(bind):
    statement = sa.text("SELECT colour, id FROM book ORDER BY id").columns(book.c.colour, book.c.id)
    return rows(bind.execute(statement))


def text_values_of_every_kind(bind):
    statement = sa.text(
        "INSERT INTO book (title, price, printed, lent, seen, opened, kept, tags, numbers, code, cover, available, weight, facts) VALUES"
        " (:title, :price, :printed, :lent, :seen, :opened, :kept, :tags, :numbers, :code, :cover, :available, :weight, :facts) RETURNING id > 0"
    )
    values = {
        "title": "Every",
        "price": decimal.Decimal("-3.25"),
        "printed": datetime.date(1999, 12, 31),
        "lent": datetime.datetime(1999, 12, 31, 23, 59, 59, 5),
        "seen": datetime.datetime(1999, 12, 31, tzinfo=datetime.timezone.utc),
        "opened": datetime.time(1, 2, 3, 4),
        "kept": datetime.timedelta(hours=30),
        "tags": ["a'b", None],
        "numbers": [-1, 2],
        "code": uuid.UUID(int=7),
        "cover": b"\xff",
        "available": False,
        "weight": -0.25,
        "facts": '{"s": 1}',
    }
    return rows(bind.execute(statement, values))


def text_results_of_every_kind(bind):
    names = "title, price, pages, printed, lent, seen, opened, kept, facts, plain, tags, numbers, code, available, weight, colour"
    return rows(bind.execute(sa.text(f"SELECT {names} FROM book ORDER BY id")))


def text_more_results(bind):
    return rows(
        bind.execute(
            sa.text(
                "SELECT 1::bigint, 2::smallint, 'x'::char(3), NULL::text, '10.0.0.1'::inet, interval '1 year 2 mons -3 days -04:05',"
                " ARRAY[[1,2],[3,4]], ARRAY[true,NULL], ARRAY[1.5::numeric], ARRAY['2020-01-01'::date], 'NaN'::float8, '1e400'::numeric,"
                " '12:00:00+02'::timetz, 'a'::\"char\", '{red,green}'::colour[], (1, 'x')"
            )
        )
    )


def row_access(bind):
    row = bind.execute(sa.select(book.c.id, book.c.title, book.c.colour).where(book.c.id == 1)).first()
    number, title, colour = row
    return row.id, row.title, row[1], row[-1], row[0:2], number, title, colour, len(row), dict(row._mapping), row == (1, "Ants", Colour.red)


def row_by_name(bind):
    row = bind.execute(sa.text("SELECT id, title FROM book WHERE id = 1")).fetchone()
    return row["title"], list(row.keys()), dict(row), "title" in row


def row_as_dict(bind):
    return [row._asdict() for row in bind.execute(sa.select(shelf.c.id, shelf.c.label).order_by(shelf.c.id))]


def result_scalars(bind):
    titles = sa.select(book.c.title).order_by(book.c.id)
    return (
        bind.execute(titles).scalars().all(),
        bind.execute(titles).scalar(),
        bind.scalar(titles),
        bind.execute(titles.where(book.c.id == 2)).scalar_one(),
        bind.execute(titles.where(book.c.id == 99)).scalar_one_or_none(),
        bind.execute(titles.where(book.c.id == 99)).scalar(),
        bind.execute(titles.where(book.c.id == 99)).first(),
    )


def result_fetching(bind):
    result = bind.execute(sa.select(book.c.id).order_by(book.c.id))
    return tuple(result.fetchone()), rows(result.fetchmany(1)), rows(result.fetchall()), result.fetchall()


def result_mappings(bind):
    return [dict(one) for one in bind.execute(sa.select(shelf.c.id, shelf.c.label).order_by(shelf.c.id)).mappings()]


def result_partitions(bind):
    return [rows(part) for part in bind.execute(sa.select(book.c.id).order_by(book.c.id)).partitions(2)]


def result_unique(bind):
    return bind.execute(sa.select(book.c.shelf_id).order_by(book.c.shelf_id)).scalars().unique().all()


def result_columns(bind):
    return rows(bind.execute(sa.select(book.c.id, book.c.title, book.c.pages).order_by(book.c.id)).columns("title", 0))


def result_one_refused(bind):
    try:
        bind.execute(sa.select(book.c.id)).one()
    except sa.exc.MultipleResultsFound as error:
        many = str(error)
    try:
        bind.execute(sa.select(book.c.id).where(book.c.id == 99)).one()
    except sa.exc.NoResultFound as error:
        none = str(error)
    return many, none


def result_without_rows(bind):
    result = bind.execute(sa.text("UPDATE shelf SET room = 3"))
    try:
        result.fetchall()
    except sa.exc.ResourceClosedError as error:
        return result.rowcount, result.returns_rows, str(error)


def refused_unique(bind):
    try:
        with bind.begin_nested():
            bind.execute(shelf.insert().values(id=1, label="twice"))
    except sa.exc.IntegrityError as error:
        return type(error).__name__, error.orig.pgcode, bind.execute(sa.select(sa.func.count()).select_from(shelf)).scalar()


def refused_table(bind):
    nested = bind.begin_nested()
    try:
        bind.execute(sa.text("SELECT * FROM nowhere"))
    except sa.exc.ProgrammingError as error:
        nested.rollback()
        return type(error).__name__, "nowhere" in str(error)


def refused_data(bind):
    try:
        with bind.begin_nested():
            bind.execute(sa.text("SELECT 'x'::integer"))
    except sa.exc.DBAPIError as error:
        return type(error).__name__


def refused_not_null(bind):
    try:
        with bind.begin_nested():
            bind.execute(shelf.insert().values(room=1))
    except sa.exc.SQLAlchemyError as error:
        return type(error).__name__, error.orig.pgcode


def refused_without_savepoint(bind):
    try:
        bind.execute(sa.text("SELECT nothing"))
    except sa.exc.ProgrammingError:
        return "caught"


def refused_parameter(bind):
    try:
        bind.execute(sa.text("SELECT :missing"))
    except sa.exc.StatementError as error:
        return type(error).__name__


def refused_column(bind):
    try:
        bind.execute(shelf.insert().values(nothing=1, label="x"))
    except sa.exc.CompileError as error:
        return str(error)


def executed_many(bind):
    bind.execute(book.update().where(book.c.id == sa.bindparam("b_id")).values(pages=sa.bindparam("b_pages")), [{"b_id": 1, "b_pages": 5}, {"b_id": 2, "b_pages": 6}])
    return rows(bind.execute(sa.select(book.c.pages).order_by(book.c.id)))


def inserted_many(bind):
    bind.execute(shelf.insert(), [{"id": 40, "label": "p"}, {"id": 41, "label": "q"}])
    return rows(bind.execute(sa.select(shelf.c.label).where(shelf.c.id >= 40).order_by(shelf.c.id)))


def select_mapped_keys(bind):
    row = bind.execute(sa.select(book.c.id, book.c.title).where(book.c.id == 1)).one()
    return row._mapping["title"], row._mapping[book.c.title], book.c.id in row._mapping, list(row._mapping.keys()), row._fields, {**row._mapping}


def select_nulls(bind):
    return rows(bind.execute(sa.select(book.c.id).order_by(book.c.price.desc().nulls_last(), sa.asc(book.c.id))))


def select_regexp(bind):
    return rows(bind.execute(sa.select(book.c.id).where(book.c.title.op("~")("^[AB]"), book.c.title.regexp_match("s$")).order_by(book.c.id)))


def select_is_distinct(bind):
    return rows(bind.execute(sa.select(book.c.id).where(book.c.price.is_distinct_from(None)).order_by(book.c.id)))


def select_and_or_nested(bind):
    statement = sa.select(book.c.id).where(sa.and_(sa.or_(book.c.id == 1, book.c.id == 2), sa.not_(sa.and_(book.c.pages > 100, book.c.available))))
    return rows(bind.execute(statement))


def select_with_only(bind):
    statement = sa.select(book).where(book.c.id == 1).with_only_columns(book.c.title)
    return rows(bind.execute(statement))


def select_add_columns(bind):
    return rows(bind.execute(sa.select(book.c.id).add_columns(book.c.title).where(book.c.id == 1)))


def select_count_rows(bind):
    return bind.execute(sa.select(sa.func.count()).select_from(book).where(book.c.available.isnot(None))).scalar()


def select_from_function_alias(bind):
    numbers = sa.func.generate_series(1, 2).alias("numbers")
    return rows(bind.execute(sa.select(sa.column("numbers")).select_from(numbers)))


def select_json_each(bind):
    each = sa.func.jsonb_array_elements_text(book.c.facts["a"]).table_valued("value", name="each")
    return rows(bind.execute(sa.select(book.c.id, each.c.value).where(book.c.id == 1)))


def select_subquery_of_union(bind):
    parts = sa.select(shelf.c.id.label("n")).union_all(sa.select(book.c.id)).alias("parts")
    return rows(bind.execute(sa.select(parts.c.n, sa.func.count().label("times")).group_by(parts.c.n).order_by(parts.c.n)))


def select_two_ctes(bind):
    one = sa.select(book.c.shelf_id, sa.func.count().label("many")).group_by(book.c.shelf_id).cte("one")
    two = sa.select(one.c.shelf_id).where(one.c.many > 1).cte("two")
    return rows(bind.execute(sa.select(shelf.c.label).where(shelf.c.id.in_(sa.select(two.c.shelf_id)))))


def insert_with_cte(bind):
    chosen = sa.select(book.c.title).where(book.c.id == 1).cte("chosen")
    bind.execute(shelf.insert().from_select(["label"], sa.select(chosen.c.title)))
    return bind.execute(sa.select(sa.func.count()).select_from(shelf)).scalar()


def update_with_cte(bind):
    counted = sa.select(book.c.shelf_id, sa.func.count().label("many")).group_by(book.c.shelf_id).cte("counted")
    bind.execute(shelf.update().values(room=counted.c.many).where(shelf.c.id == counted.c.shelf_id))
    return rows(bind.execute(sa.select(shelf.c.room).order_by(shelf.c.id)))


def update_aliased_subquery(bind):
    inner = sa.select(shelf.c.id, shelf.c.label).where(shelf.c.room > 1).subquery("inner_shelf")
    bind.execute(sa.update(book).where(book.c.shelf_id == inner.c.id).values(title=inner.c.label))
    return rows(bind.execute(sa.select(book.c.title).order_by(book.c.id)))


def update_null_and_default(bind):
    bind.execute(book.update().values(price=sa.null(), facts=sa.text("'[]'"), pages=sa.literal_column("7")))
    return rows(bind.execute(sa.select(book.c.price, book.c.facts, book.c.pages).where(book.c.id == 1)))


def update_ordered(bind):
    statement = book.update().where(book.c.id == 1).ordered_values((book.c.title, "z"), (book.c.pages, 1))
    return bind.execute(statement).rowcount


def update_concat(bind):
    bind.execute(book.update().where(book.c.id == 1).values(title=book.c.title + "-x", pages=sa.cast(sa.func.trim(" 5 "), sa.Integer)))
    return rows(bind.execute(sa.select(book.c.title, book.c.pages).where(book.c.id == 1)))


def delete_in_subquery(bind):
    doubled = sa.select(sa.func.min(book.c.id)).group_by(book.c.shelf_id)
    return bind.execute(sa.delete(book).where(book.c.id.notin_(doubled))).rowcount


def delete_all(bind):
    return bind.execute(odd.delete()).rowcount


def text_insert_many(bind):
    bind.execute(sa.text("INSERT INTO shelf (id, label) VALUES (:id, :label)"), [{"id": 50, "label": "x"}, {"id": 51, "label": None or "y"}])
    return bind.execute(sa.text("SELECT count(*) FROM shelf WHERE id >= :least"), {"least": 50}).scalar()


def text_loop(bind):
    found = []
    for number, title in bind.execute(sa.text("SELECT id, title FROM book ORDER BY id")):
        bind.execute(sa.text("UPDATE book SET title = :title WHERE id = :id"), dict(id=number, title=title.lower()))
        found.append(title)
    return found, [row.title for row in bind.execute(sa.text("SELECT title FROM book ORDER BY id"))]


def driver_text(bind):
    return rows(bind.exec_driver_sql("SELECT title FROM book WHERE title LIKE 'A%%' ORDER BY id"))
