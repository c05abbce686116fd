// env.py as most projects have it: online, with the metadata of app/models.
export const env = `from alembic import context
from app.models import Base

target_metadata = Base.metadata


def run_migrations_online():
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()


run_migrations_online()
`;
