"""From a question of the protocol to the feature that answers it, for whichever sort of file it is asked of."""

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams

from policyspec.base.source import Span
from policyspec.lsp import completion as completing
from policyspec.lsp import fixes, highlighting, hints, layout, navigation, outline, trying
from policyspec.lsp import folding as folds
from policyspec.lsp import hover as hovering
from policyspec.lsp.desk import Desk, texts
from policyspec.lsp.diagnostics import location
from policyspec.lsp.page import Page, Sort
from policyspec.lsp.tender import completion as tender_completion
from policyspec.lsp.tender import hover as tender_hover
from policyspec.lsp.tender import verdicts
from policyspec.model.vocabulary import Vocabulary
from policyspec.readers.called import called_of
from policyspec.workspace.tenders import read_input

Position = lsp.Position


def completion(page: Page, position: Position, desk: Desk) -> list[lsp.CompletionItem]:
    offset = page.text.offset(position)
    match page.sort:
        case Sort.POLICY:
            return completing.completions(desk.analysis(page), offset, lambda: desk.known_policies(page))
        case Sort.TENDER:
            policies = desk.policies_for(page.name)
            rules = [rule.id for rule in policies.rulebook.rules] if policies is not None else []
            vocabulary = desk.vocabulary_for(page.name)
            return tender_completion.completions(page.text, offset, vocabulary, rules, _names(page, vocabulary, desk))
        case Sort.OTHER:
            return []


def _names(page: Page, vocabulary: Vocabulary, desk: Desk) -> list[str]:
    """What the things of a tender are called, as far as it can be read."""
    read = read_input(page.name, desk.loader, vocabulary)
    return [name for tender in read.tenders for name in called_of(tender.root, vocabulary).names()]


def hover(page: Page, position: Position, desk: Desk) -> lsp.Hover | None:
    offset = page.text.offset(position)
    match page.sort:
        case Sort.POLICY:
            found = hovering.hovered(desk.analysis(page), offset, desk.day(page))
            return _hover(found[0], page.text.of_span(found[1])) if found is not None else None
        case Sort.TENDER:
            text = tender_hover.hovered(page.text, offset, desk.vocabulary_for(page.name))
            return _hover(text, None) if text is not None else None
        case Sort.OTHER:
            return None


def _hover(text: str, range_: lsp.Range | None) -> lsp.Hover:
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), range_)


def definition(page: Page, position: Position, desk: Desk) -> lsp.Location | None:
    if page.sort is not Sort.POLICY:
        return None
    span = navigation.declaration(desk.analysis(page), page.text.offset(position))
    return _location(span, page, desk) if span is not None else None


def _location(span: Span, page: Page, desk: Desk) -> lsp.Location:
    other = desk.text_of(span.file) if span.file != page.name else None
    return location(span, page, {**texts(desk), **({span.file: other} if other is not None else {})})


def references(page: Page, position: Position, desk: Desk, *, declared: bool) -> list[lsp.Location]:
    found = _target(page, position, desk)
    if found is None:
        return []
    return [
        lsp.Location(analysis.page.uri, analysis.page.text.of_span(span))
        for analysis, span in navigation.uses(found, desk.family(page, _word(found)), declared=declared)
    ]


def _target(page: Page, position: Position, desk: Desk) -> navigation.Target | None:
    if page.sort is not Sort.POLICY:
        return None
    return navigation.target_at(desk.analysis(page), page.text.offset(position))


def _word(found: navigation.Target) -> str:
    """A word that every text has that speaks of this."""
    return found[2].split()[0]


def highlights(page: Page, position: Position, desk: Desk) -> list[lsp.DocumentHighlight]:
    if page.sort is not Sort.POLICY:
        return []
    spans = navigation.same_here(desk.analysis(page), page.text.offset(position))
    return [lsp.DocumentHighlight(page.text.of_span(span)) for span in spans]


def prepare_rename(page: Page, position: Position, desk: Desk) -> lsp.Range | None:
    """The stretch that would be renamed; None where there is nothing that a policy declares."""
    if _target(page, position, desk) is None:
        return None
    found = desk.analysis(page).at(page.text.offset(position))
    return page.text.of_span(found.span) if found is not None else None


def rename(page: Page, position: Position, new: str, desk: Desk) -> lsp.WorkspaceEdit | None:
    """Raises: JsonRpcInvalidParams where it cannot be called so; the client shows the words."""
    found = _target(page, position, desk)
    if found is None:
        return None
    family = desk.family(page, _word(found))
    if why := navigation.why_not(found, new, family):
        raise JsonRpcInvalidParams(why)
    changes: dict[str, list[lsp.TextEdit]] = {}
    for analysis, span in navigation.uses(found, family):
        text = navigation.renamed(analysis, span, found, new)
        changes.setdefault(analysis.page.uri, []).append(lsp.TextEdit(analysis.page.text.of_span(span), text))
    return lsp.WorkspaceEdit(changes=changes)


def symbols(page: Page, desk: Desk) -> list[lsp.DocumentSymbol]:
    return outline.outline(desk.analysis(page)) if page.sort is Sort.POLICY else []


def folding(page: Page, desk: Desk) -> list[lsp.FoldingRange]:
    return folds.folds(desk.analysis(page)) if page.sort is Sort.POLICY else []


def tokens(page: Page, desk: Desk) -> list[int]:
    if page.sort is not Sort.POLICY:
        return []
    return highlighting.encoded(highlighting.tokens(desk.analysis(page)), page.text)


def inlay(page: Page, range_: lsp.Range, desk: Desk) -> list[lsp.InlayHint]:
    if page.sort is not Sort.POLICY:
        return []
    start, end = page.text.offset(range_.start), page.text.offset(range_.end)
    return hints.hints(desk.analysis(page), start, end, desk.day(page))


def lenses(page: Page, desk: Desk) -> list[lsp.CodeLens]:
    """The rules of a policy tried on the example, where there is one; over a tender, the offer to make it that."""
    example = desk.example(page.name)
    if page.sort is Sort.TENDER:
        return [trying.offer(page, chosen=example == page.name)]
    if page.sort is not Sort.POLICY:
        return []
    analysis = desk.analysis(page)
    if example is None or not analysis.file.declarations:
        return []
    how = desk.how(page.name, analysis.policies.vocabulary)
    judged = trying.tried(analysis.policies, example, desk.loader, how)
    return trying.lenses(analysis, judged[0]) if judged else []


def actions(page: Page, range_: lsp.Range, desk: Desk) -> list[lsp.CodeAction]:
    start, end = page.text.offset(range_.start), page.text.offset(range_.end)
    match page.sort:
        case Sort.POLICY:
            return fixes.actions(desk.analysis(page).diagnostics, page, start, end)
        case Sort.TENDER:
            return fixes.actions(verdicts.read_and_judged(page, desk)[0], page, start, end)
        case Sort.OTHER:
            return []


def formatting(page: Page) -> list[lsp.TextEdit]:
    return layout.laid_out(page) if page.sort is Sort.POLICY else []
