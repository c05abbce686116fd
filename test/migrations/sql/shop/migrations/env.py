from alembic import context
from sqlalchemy import MetaData, create_engine

target_metadata = MetaData(naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s"})
url = context.config.get_main_option("sqlalchemy.url")

if context.is_offline_mode():
    context.configure(url=url, target_metadata=target_metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url).connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()
