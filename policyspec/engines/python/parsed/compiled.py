"""A rulebook as a function from a parsed document to a word for each rule."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from policyspec.base.dataclasses import dataclass
from policyspec.engines.python.compiled import executed
from policyspec.engines.python.parsed.emit import Emitted, emit_parsed
from policyspec.engines.python.parsed.names import ranks
from policyspec.engines.python.parsed.weights import nested, other_weight
from policyspec.ir import nodes as ir
from policyspec.model.outcomes import Verdict
from policyspec.model.plain import Plainly
from policyspec.model.values import Vat

Words = tuple[Any, ...]
Judge = Callable[[Any], Words]


@dataclass(frozen=True, slots=True)
class Setting:
    """How documents are judged: at publication or before it, the basis of amounts that state none, what to say.

    `assume`: a tender that states no lots is taken as one lot before publication as well.
    """

    closing: bool
    vat: Vat | None
    words: Mapping[Verdict, object]
    assume: bool = True


def compile_parsed(
    rulebook: ir.Rulebook, plainly: Plainly, setting: Setting, otherwise: Judge, *, typed: bool = False
) -> tuple[Judge, Emitted]:
    """The function, and what was made for it, which says for which rules it has a word.

    A document that is not plain it gives to `otherwise`. `typed`: documents are objects whose attributes are keys.
    """
    emitted = emit_parsed(rulebook, plainly, typed=typed, closing=setting.closing)
    names = {
        **_named(),
        **ranks(setting.words),
        "other_weight": partial(other_weight, getattr if typed else dict.get),
        "nested": partial(nested, getattr if typed else dict.get),
        "otherwise": otherwise,
        "WORDS": tuple(setting.words[verdict] for verdict in Verdict),
        "CLOSING": setting.closing,
        "ASSUMING": setting.assume,
        "VAT": setting.vat,
        "EXCLUDING": Vat.EXCLUDING,
        "INCLUDING": Vat.INCLUDING,
        "BASES": {prefix: each.basis for prefix, each in plainly.publishers.items() if each.basis is not None},
        "WITH_GAPS": frozenset(prefix for prefix, each in plainly.publishers.items() if each.drops_criteria),
    }
    return executed(emitted.source, names)["verdicts"], emitted


@cache
def _named() -> Mapping[str, object]:
    from policyspec.engines.python.parsed import names

    return {name: getattr(names, name) for name in names.__all__}
