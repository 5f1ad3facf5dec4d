from migrations.upgrade import current, is_current, newest, upgrade
from models.database import Database


def test_an_empty_database_is_brought_to_the_newest_tables(blank_database: Database) -> None:
    assert (current(blank_database), is_current(blank_database)) == (None, False)

    upgrade(blank_database)

    assert (current(blank_database), is_current(blank_database)) == (newest(), True)
