"""What every test may ask for."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from preppal.foundation.database import Database, NestedDatabase, make_engine
from preppal.foundation.settings import SettingsError
from preppal.migrations import tables
from tests.database import Refused, Run, TestDatabases, begin_run, rolled_back, scrub

# A part of the tests may import a part of the models only, and tables point at tables.
assert tables.MODELS is not None

# How hard the property tests search: quick while working, longer in CI, and as long as one likes
# with HYPOTHESIS_PROFILE=thorough. None of them depends on how fast the machine is.
for profile, examples in {"quick": 12, "ci": 60, "thorough": 1000}.items():
    hypothesis.settings.register_profile(
        profile,
        max_examples=examples,
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow],
    )
hypothesis.settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "quick")
)

DATABASES = pytest.StashKey[TestDatabases]()


class _SendRunToWorkers:
    """The hook of pytest-xdist, present only where xdist runs workers."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: pytest.Config) -> None:
        run = node.config.stash[DATABASES].run
        node.workerinput["preppal_run"] = (run.id, run.directory, run.server_url)  # type: ignore[attr-defined]


def pytest_configure(config: pytest.Config) -> None:
    worker = getattr(config, "workerinput", None)
    if worker is not None:
        databases = TestDatabases(Run(*worker["preppal_run"]))
    else:
        try:
            databases = begin_run(os.environ)
        except (Refused, SettingsError) as refusal:
            raise pytest.UsageError(str(refusal)) from None
        config.pluginmanager.register(_SendRunToWorkers())
    scrub(os.environ)
    config.stash[DATABASES] = databases


def pytest_unconfigure(config: pytest.Config) -> None:
    if DATABASES in config.stash:
        config.stash[DATABASES].close(last=not hasattr(config, "workerinput"))


LONGEST_FIRST = ("voices", "browser", "chaos")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The folders whose single tests take minutes come first: with several processes, what is left for
    the end is short, and nobody waits for one long test."""
    first = [Path(__file__).with_name(name) for name in LONGEST_FIRST]

    def place(item: pytest.Item) -> int:
        return next(
            (n for n, folder in enumerate(first) if folder in item.path.parents), len(first)
        )

    items.sort(key=place)


@pytest.fixture(scope="session")
def databases(pytestconfig: pytest.Config) -> TestDatabases:
    """The test databases of this process."""
    return pytestconfig.stash[DATABASES]


@pytest.fixture
def server_path(databases: TestDatabases) -> Path:
    """A directory for a server of the test's own.

    Not `tmp_path`: PostgreSQL started by root runs as somebody else, whom pytest keeps out.
    """
    return databases.new_directory()


@pytest.fixture(scope="session")
def database_url(databases: TestDatabases) -> str:
    """The address of this worker's migrated clone. Tests leave nothing in it."""
    return databases.own_clone().as_text()


@pytest.fixture(scope="session")
def own_engine(databases: TestDatabases) -> AsyncEngine:
    """The engine of this worker's clone; what it learns of the server and of our statements stays."""
    return make_engine(databases.own_clone(), pool_size=1)


@pytest.fixture
async def database(
    databases: TestDatabases, own_engine: AsyncEngine
) -> AsyncIterator[NestedDatabase]:
    """The application's database inside an outer transaction that is rolled back."""
    async with rolled_back(own_engine, databases.own_clone()) as database:
        yield database


@pytest.fixture
async def db(database: NestedDatabase) -> AsyncIterator[AsyncSession]:
    """A session in the same outer transaction as `database`.

    `await db.flush()` shows the application what was written here; after the application has
    written, `await db.refresh(row)` or a new query with `populate_existing` shows it here.
    """
    async with database.session() as session:
        yield session


@pytest.fixture
async def fresh_database(databases: TestDatabases) -> AsyncIterator[Database]:
    """A clone of this test's own, for tests that need real commits or several connections."""
    address = databases.clone()
    database = Database(address.as_text())
    try:
        yield database
    finally:
        await database.dispose()
        databases.drop(address)


@pytest.fixture
def fresh_url(databases: TestDatabases) -> Iterator[str]:
    """The address of a clone of this test's own, for processes that the test starts."""
    address = databases.clone()
    yield address.as_text()
    databases.drop(address)
