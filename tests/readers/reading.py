"""Reading a text as a tender file, for tests."""

import json
from pathlib import Path

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.facts import Absent, Item, Stated, Tender, find
from policyspec.model.literals import LiteralError, parse_literal
from policyspec.model.types import Kind
from policyspec.model.values import ItemRef, Value
from policyspec.model.vocabulary import standard
from policyspec.readers import read

REPLICAS = Path(__file__).parent / "replicas"


def read_text(text: str, name: str = "tender.yaml") -> tuple[tuple[Tender, ...], tuple[Diagnostic, ...]]:
    return read(text.encode(), name, standard())


def tender_of(text: str, name: str = "tender.yaml") -> Tender:
    tenders, refused = read_text(text, name)
    assert refused == ()
    (tender,) = tenders
    return tender


def refusal(text: str, name: str = "tender.yaml") -> Diagnostic:
    """The one diagnostic of a file from which no tender is read."""
    tenders, refused = read_text(text, name)
    assert tenders == ()
    (diagnostic,) = refused
    return diagnostic


def release(tender: object, **more: object) -> Tender:
    """The tender of a release with the given `tender` and other members."""
    return tender_of(json.dumps({"ocid": "ocds-xxxxxx-1", "tender": tender, **more}), "release.json")


def replica(name: str) -> Tender:
    return tender_of((REPLICAS / name).read_text(encoding="utf-8"), name)


def item(tender: Tender, path: str = "") -> Item:
    found = find(tender.root, ItemRef(path)) if path else tender.root
    assert found is not None, path
    return found


def stated(tender: Tender, key: str, path: str = "") -> Value:
    fact = item(tender, path).fact(key)
    assert isinstance(fact, Stated), fact
    return fact.value


def assumption(tender: Tender, key: str, path: str = "") -> str | None:
    fact = item(tender, path).fact(key)
    assert isinstance(fact, Stated), fact
    return fact.assumption


def absence(tender: Tender, key: str, path: str = "") -> Absent:
    fact = item(tender, path).fact(key)
    assert isinstance(fact, Absent), fact
    return fact


def said(tender: Tender) -> list[str]:
    """The codes of what reading found, with their lines."""
    return [f"{d.code} {d.span.line}" for d in tender.diagnostics if d.span]


def messages(tender: Tender) -> str:
    return "\n".join(f"{d.message} / {d.hint}" for d in tender.diagnostics)


def literal(text: str, kind: Kind) -> Value:
    value = parse_literal(text, kind)
    assert not isinstance(value, LiteralError), value
    return value
