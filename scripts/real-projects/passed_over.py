"""What PostgreSQL refuses is rolled back to where the operation began, noted, and passed over: as if it had not been there."""


def watch(engine):
    """Watches the engine and Alembic's operations. Returns a function that gives what was refused since it was last called."""
    from alembic.operations import Operations
    from alembic.operations.batch import BatchOperationsImpl
    from sqlalchemy import event

    refused_by_server = engine.dialect.dbapi.Error
    noted = []
    # An operation of several statements (create_table makes indexes, comments, types) is whole or not at all.
    current = []

    def attempt(driver, action, refusal):
        """Runs `action` behind a savepoint; returns what it gives, or None where it raised a `refusal`."""
        if current:
            return action()
        current.append(driver)
        behind_savepoint = not commits_at_once(driver)
        if behind_savepoint:
            driver.cursor().execute("SAVEPOINT operation")
        try:
            answer = action()
            if behind_savepoint:
                leave(driver, "RELEASE SAVEPOINT operation")
            return answer
        except refusal as error:
            if behind_savepoint:
                leave(driver, "ROLLBACK TO SAVEPOINT operation")
            statement = getattr(error, "statement", None) or ""
            noted.append({"error": f"{type(error).__name__}: {error}".strip(), "statement": statement.strip()})
            return None
        finally:
            current.clear()

    def leave(driver, statement):
        """The statement itself may have ended the transaction, and the savepoint with it."""
        if driver.get_transaction_status() == IDLE:
            return
        try:
            driver.cursor().execute(statement)
        except refused_by_server:
            driver.rollback()

    def of_operation(carry_out):
        """SQLAlchemy itself refuses some before PostgreSQL sees them, with one exception or another: DROP CONSTRAINT without a name, say."""

        def carried_out(self, operation):
            return attempt(driver_of(self.get_bind()), lambda: carry_out(self, operation), Exception)

        return carried_out

    Operations.invoke = of_operation(Operations.invoke)

    recreate = BatchOperationsImpl.flush

    def flush(batch):
        """Each operation of a batch stands alone when the table is not made anew."""
        if batch._should_recreate():
            return recreate(batch)
        implementation = batch.operations.impl
        for name, arguments, keywords in batch.batch:
            carry_out = getattr(implementation, name)
            attempt(driver_of(implementation.bind), lambda: carry_out(*arguments, **keywords), Exception)

    BatchOperationsImpl.flush = flush

    def of_statement(name):
        @event.listens_for(engine, name)
        def execute(cursor, *arguments):
            if current:
                return False
            carry_out = getattr(engine.dialect, name)
            attempt(cursor.connection, lambda: carry_out(cursor, *arguments), refused_by_server)
            return True

    for name in ("do_execute", "do_execute_no_params", "do_executemany"):
        of_statement(name)

    def taken():
        since = list(noted)
        noted.clear()
        return since

    return taken


# psycopg2.extensions.TRANSACTION_STATUS_IDLE and STATUS_BEGIN
IDLE, BEGUN = 0, 2


def commits_at_once(driver):
    """In an autocommit block, and after a COMMIT that somebody sent as a statement: psycopg2 believes itself in a transaction still."""
    return driver.autocommit or (driver.status == BEGUN and driver.get_transaction_status() == IDLE)


def driver_of(connection):
    """psycopg2's own connection below that of SQLAlchemy."""
    proxy = connection.connection
    return getattr(proxy, "dbapi_connection", None) or proxy.connection
