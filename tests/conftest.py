"""What several test modules use: the pipeline, loaded once, and the shared folder, where there is one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import newsie

ROOT = Path(__file__).resolve().parents[1]
SEED = next((ROOT / "seeds").glob("*.txt"))

settings.register_profile("fast", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.register_profile("long", max_examples=700, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile(os.environ.get("NEWSIE_HYPOTHESIS", "fast"))  # CI: NEWSIE_HYPOTHESIS=long pytest -m hypothesis


@pytest.fixture(scope="session")
def nlp() -> newsie.Pipeline:
    return newsie.load()


@pytest.fixture(scope="session")
def seed_text() -> str:
    return SEED.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def seed(nlp: newsie.Pipeline, seed_text: str) -> newsie.Article:
    return nlp(seed_text, id="seed", outlet="SANA")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold articles and data beside the checkout; tests that need it skip without it."""
    folder = ROOT.parent / "shared"
    if not (folder / "eval/score.py").exists():
        pytest.skip("needs ../shared, which is not here")
    return folder
