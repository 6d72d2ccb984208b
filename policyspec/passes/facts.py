"""Facts of a policy's own: `fact carbon plan of the tender is yes or no`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from policyspec.base.diagnostics import Diagnostic
from policyspec.model.types import Kind, Type, code
from policyspec.model.vocabulary import FactInfo, Vocabulary, fold
from policyspec.passes.declared import Names
from policyspec.passes.errors import names as errors
from policyspec.passes.errors.common import singular
from policyspec.passes.words import key_of, plural_of
from policyspec.syntax import ast

#: Kinds whose values start at nought where a tender does not state them.
_FROM_ZERO = (Kind.MONEY, Kind.DURATION)
#: What the paths of a thing's facts in OCDS begin with; they go on with one object in another.
_HOMES = {"tender": "tender.", "lot": "tender.lots[]."}
_STEP = re.compile(r"\w+")


def own_facts(
    nodes: Iterable[ast.FactDecl], vocabulary: Vocabulary, found: list[Diagnostic]
) -> tuple[list[FactInfo], dict[str, tuple[str, ...]]]:
    """The facts that a policy declares, and the code lists that come with them."""
    infos: list[FactInfo] = []
    codes: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        entity = vocabulary.entity_called(node.owner.words)
        if entity is None:
            known = [e.singular for e in vocabulary.entities.values()]
            found.append(errors.no_such_thing(node.owner.words, node.owner.span, known))
            continue
        clash = vocabulary.fact(entity.key, node.name.words)
        if clash is not None:
            of = f"{clash.phrase} of the {singular(vocabulary, clash.owner)}"
            found.append(errors.name_of_the_vocabulary(node.name.words, node.name.span, of))
            continue
        if node.ocds is not None and (why := _no_home(node, node.ocds, entity.key)):
            found.append(errors.no_home(node.name.words, why, node.ocds, node.span))
            continue
        infos.append(_info(node, entity.key))
        if node.codes:
            codes[_list_name(node)] = tuple(phrase.words for phrase in node.codes)
    return infos, codes


def _info(node: ast.FactDecl, owner: str) -> FactInfo:
    return FactInfo(
        owner=owner,
        key=key_of(node.name.words),
        phrase=node.name.words,
        type=_type(node),
        definition=node.doc or "",
        group="Of the policy's own",
        plural=node.plural or plural_of(node.name.words),
        ocds=node.ocds or "",
        own=True,
    )


def _no_home(node: ast.FactDecl, path: str, owner: str) -> str | None:
    """Why a fact cannot stand in OCDS where the policy says; None where it can."""
    if owner not in _HOMES:
        return f"OCDS has no place for facts of the {node.owner.words}"
    if node.kind is Kind.RATIO:
        return "OCDS writes no ratios"
    start = _HOMES[owner]
    steps = path.removeprefix(start).split(".") if path.startswith(start) else []
    return None if steps and all(map(_STEP.fullmatch, steps)) else f"its path is not one that begins with `{start}`"


def _type(node: ast.FactDecl) -> Type:
    if node.codes:
        return code(_list_name(node))
    return Type(node.kind, lo=Fraction(0) if node.kind in _FROM_ZERO else None)


def _list_name(node: ast.FactDecl) -> str:
    """What messages call the code list of a fact of one's own: `grades of the lot`."""
    return f"{node.plural or plural_of(node.name.words)} of the {node.owner.words}"


def say_unlike(stated: Mapping[str, Sequence[FactInfo]], names: Mapping[str, Names], found: list[Diagnostic]) -> None:
    """Says of a fact that two policies declare with unlike types: a tender states it only once."""
    first: dict[tuple[str, str], tuple[str, FactInfo]] = {}
    for policy, infos in stated.items():
        for info in infos:
            other, known = first.setdefault((info.owner, info.key), (policy, info))
            if known.type != info.type:
                spans = [names[p].own[fold(info.phrase)].span for p in (policy, other)]
                found.append(errors.fact_of_two_types(info.phrase, (other, policy), *spans))
