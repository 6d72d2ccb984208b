"""From a tender as read to the world in which rules are judged: inheritance, the implicit lot, the gate, VAT."""

from collections.abc import Mapping
from datetime import date

from policyspec.base.dataclasses import replace
from policyspec.engines.interpret.seen import Seen
from policyspec.engines.interpret.world import Ground, Trace, VatBasis, World
from policyspec.ir import nodes as ir
from policyspec.ir.basis import basis_taken
from policyspec.model.facts import FactId, Item, Listing, Stated, Tender, items, with_list
from policyspec.model.inherit import implicit_lot, inherited, shared_with_lot
from policyspec.model.outcomes import Gate
from policyspec.model.ranges import Dates
from policyspec.model.values import Moment
from policyspec.model.vocabulary import Vocabulary


def world_of(
    rulebook: ir.Rulebook,
    tender: Tender,
    vocabulary: Vocabulary,
    gate: Gate,
    on: date | None,
    *,
    assume: bool,
    seen: Seen | None = None,
) -> World:
    """The world in which a tender's rules are judged."""
    return world_of_whole(rulebook, inherited(tender, vocabulary), vocabulary, gate, on, assume=assume, seen=seen)


def world_of_whole(
    rulebook: ir.Rulebook,
    tender: Tender,
    vocabulary: Vocabulary,
    gate: Gate,
    on: date | None,
    *,
    assume: bool,
    seen: Seen | None = None,
) -> World:
    """The same of a tender whose lots have what they inherit."""
    lot = implicit_lot(tender.root, vocabulary) if "lots" not in tender.root.lists else None
    if lot is not None and gate is Gate.PUBLISH:
        # Publication closes the tender: a tender without lots is one lot (LANGUAGE: section 5).
        tender = replace(tender, root=with_list(tender.root, "lots", Listing((lot,))))
    known = {item.path: item for item in items(tender.root)}
    judged = Dates(Moment(on), Moment(on)) if on is not None else None
    ground = Ground(
        tender=tender,
        items=known,
        vocabulary=vocabulary,
        gate=gate,
        on=judged,
        assume=assume,
        vat=_vat(rulebook, tender, assume=assume),
        implicit_lot=lot if assume or gate is Gate.PUBLISH else None,
        same_as=_same_as(lot, vocabulary) if lot is not None else {},
        seen=seen,
    )
    return World(ground, {ir.TENDER: tender.root}, Trace())


# --- the implicit lot -------------------------------------------------------------------------------------------


def _same_as(lot: Item, vocabulary: Vocabulary) -> Mapping[FactId, tuple[FactId, str]]:
    names = {f.key: f.phrase for f in vocabulary.facts_of("tender")}
    return {(lot.path, own): (("", theirs), names[theirs]) for own, theirs in shared_with_lot(vocabulary)}


# --- VAT --------------------------------------------------------------------------------------------------------


def _vat(rulebook: ir.Rulebook, tender: Tender, *, assume: bool) -> VatBasis | None:
    """The basis of amounts that state none, and the assumption that lies in it."""
    basis = basis_taken(rulebook, tender, assume=assume)
    if basis is None:
        return None
    if isinstance(tender.root.fact("vat_basis"), Stated):
        return VatBasis(basis, None)
    return VatBasis(basis, f"amounts that name no VAT basis are taken as {basis}, as the policy's thresholds are")
