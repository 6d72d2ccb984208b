"""What the engines of the differential runs need."""

import shutil
from collections.abc import Iterator

import pytest

from tests.differential import engines


@pytest.fixture(scope="module")
def spark() -> Iterator[None]:
    """Spark, where it is installed; one session for a file of tests."""
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs java, which is not installed")
    yield
    engines.stopped()
