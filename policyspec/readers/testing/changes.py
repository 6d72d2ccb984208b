"""The tender of a case: its base with what the case changes, adds and removes, whatever the base was read from.

All is said of facts, so a base may be of any format. What the case does not touch keeps its place in its own file;
what it states has its place in the tests file.
"""

from policyspec.base.dataclasses import replace
from policyspec.base.diagnostics import Diagnostic, has_errors
from policyspec.model.facts import Item, Listing, Stated, Tender, ValueListing
from policyspec.model.types import Kind
from policyspec.model.vocabulary import FactInfo, Vocabulary, fold
from policyspec.readers.beside import read_explanations, read_waivers
from policyspec.readers.called import Called, called_of
from policyspec.readers.criteria import settled, unsettled
from policyspec.readers.native import EXPLANATIONS, WAIVERS, with_stated
from policyspec.readers.testing import errors
from policyspec.readers.testing.places import item_at, with_item
from policyspec.readers.testing.references import led, replaced
from policyspec.readers.testing.removal import removed
from policyspec.readers.testing.scaling import scaled
from policyspec.readers.testing.work import Work, found_in, own_list, zone_in
from policyspec.readers.testing.written import Case
from policyspec.readers.tree import Document, Entry


def altered(
    tender: Tender, case: Case, document: Document, vocabulary: Vocabulary
) -> tuple[Tender, tuple[Diagnostic, ...]]:
    """The tender of a case, and what is wrong with what the case says of it.

    What is changed comes first, then what is added, then what is removed. All names are those of the base.
    With an error among the diagnostics the tender is not what the case means.
    """
    if not (case.change or case.add or case.remove):
        return tender, ()
    work = Work(tender, document, vocabulary, zone_in(tender), called_of(tender.root, vocabulary))
    made = replace(tender, root=unsettled(tender.root, work.reading(Called())))
    for entry in case.change:
        made = _changed(made, entry, work)
    for entry in case.add:
        made = _added(made, entry, work)
    made = removed(made, case.remove, work)
    if has_errors(work.found):
        return made, tuple(work.found)
    made = replace(made, root=settled(made.root, work.reading(Called())))
    return made, tuple(dict.fromkeys(work.found))


# --- what is changed ----------------------------------------------------------------------------------------------


def _changed(tender: Tender, entry: Entry, work: Work) -> Tender:
    if fold(entry.key.text) in (EXPLANATIONS, WAIVERS):
        return _recorded(tender, entry, work, keep=False)
    root, place = found_in(tender, entry.key, work)
    if place is None:
        return tender
    item, info, written = item_at(root, place.path), place.info, entry.key.text
    span = work.document.span(entry.key)
    if item is None or info is None:
        work.say(errors.no_place(span, written, "name a fact of it, as `value of lot 1`"))
        return tender
    if info.derived:
        made = scaled(item, info, entry, root, work)
    else:
        made = _renamed(item, work.read(root, lambda reading: with_stated(item, info, entry.value, reading)), work)
        if info.type.kind is Kind.LIST:
            return _with_list(replace(tender, root=root), made, info.key, work)
    return tender if made is None else replace(tender, root=with_item(root, made))


def _with_list(tender: Tender, made: Item, key: str, work: Work) -> Tender:
    """The tender with another list of things. What led to one of the old leads to the new one of that name."""
    before = called_of(tender.root, work.vocabulary)
    after = called_of(with_item(tender.root, made), work.vocabulary)
    inside = f"{made.path}.{key}[".lstrip(".")
    work.anew.append(inside)
    tender = led(tender, replaced(inside, before, after))
    item = item_at(tender.root, made.path)
    assert item is not None  # a list stands in it, and not it in the list
    there = replace(item, lists={**item.lists, key: made.lists[key]} if key in made.lists else item.lists)
    return replace(tender, root=with_item(tender.root, there))


def _renamed(before: Item, after: Item, work: Work) -> Item:
    """The thing with its new name in its label, where it has been given one."""
    key = work.vocabulary.entities[after.entity].identified_by
    old, new = (
        fact.value if isinstance(fact, Stated) else None for fact in (i.fact(key or "") for i in (before, after))
    )
    if old in (None, new):
        return after
    label = after.label.replace(f"({old})", f"({new})", 1)
    return replace(_within(after, after.label, label), label=label)


def _within(item: Item, old: str, new: str) -> Item:
    """The thing with what stands in it called after its new label."""

    def called(inner: Item) -> Item:
        label = f"{inner.label.removesuffix(old)}{new}" if inner.label.endswith(f" of {old}") else inner.label
        return replace(_within(inner, old, new), label=label)

    lists = {key: replace(list_, items=tuple(map(called, list_.items))) for key, list_ in item.lists.items()}
    return replace(item, lists=lists)


# --- what is added ------------------------------------------------------------------------------------------------


def _added(tender: Tender, entry: Entry, work: Work) -> Tender:
    if fold(entry.key.text) in (EXPLANATIONS, WAIVERS):
        return _recorded(tender, entry, work, keep=True)
    root, place = found_in(tender, entry.key, work)
    if place is None:
        return tender
    item, info = item_at(root, place.path), place.info
    if item is None or info is None or info.type.kind not in (Kind.LIST, Kind.VALUES):
        work.say(errors.adds_to_no_list(work.document.span(entry.key), entry.key.text))
        return tender
    there = own_list(item, info.key, root, work)
    after = len(there.items) if there else 0
    stated = work.read(
        root, lambda reading: _joined(item, info, there, with_stated(item, info, entry.value, reading, after=after))
    )
    return replace(tender, root=with_item(root, stated))


def _joined(item: Item, info: FactInfo, there: Listing | None, stated: Item) -> Item:
    """The thing with the members of a list behind those that were there."""
    if info.key in stated.values and info.key in item.values:
        own, new = item.values[info.key], stated.values[info.key]
        both = ValueListing((*own.values, *new.values), own.complete and new.complete, own.origin)
        return replace(stated, values={**stated.values, info.key: both})
    if there is None or info.key not in stated.lists:
        return stated
    more = stated.lists[info.key]
    joined = Listing((*there.items, *more.items), there.complete and more.complete, there.origin, there.unreadable)
    return replace(stated, lists={**stated.lists, info.key: joined})


def _recorded(tender: Tender, entry: Entry, work: Work, *, keep: bool) -> Tender:
    """The tender with explanations or waivers of the case, beside its own or in their place."""
    reading = work.reading(called_of(tender.root, work.vocabulary))
    explains = fold(entry.key.text) == EXPLANATIONS
    explanations = read_explanations(entry, reading) if explains else ()
    waivers = () if explains else read_waivers(entry, reading)
    work.found.extend(map(errors.as_error, reading.found))
    if explains:
        return replace(tender, explanations=(*(tender.explanations if keep else ()), *explanations))
    return replace(tender, waivers=(*(tender.waivers if keep else ()), *waivers))
