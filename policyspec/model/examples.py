"""How a fact is written: one example of each."""

from policyspec.model.types import Kind, Type
from policyspec.model.vocabulary import FactInfo, Vocabulary

#: A value of each kind as a native tender file writes it.
_EXAMPLES = {
    Kind.YES_NO: "yes",
    Kind.NUMBER: "3",
    Kind.PERCENTAGE: "60%",
    Kind.RATIO: "60:40",
    Kind.MONEY: "GBP 1,200,000 excluding VAT",
    Kind.DATE: "2 March 2026",
    Kind.DURATION: "18 months",
    Kind.TEXT: "…",
    Kind.CLASSIFICATION: "85000000",
    Kind.ITEM: "{…}",
    Kind.LIST: "[…]",
}

#: The same of facts that those would not fit.
_OWN_EXAMPLES = {
    "payment_period": "30 days",
    "open_book_interval": "3 months",
    "cost_review_interval": "6 months",
    "outcome_review_interval": "12 months",
    "reporting_interval": "3 months",
    "extension": "12 months",
    "bid_pages": "30",
    "volume_forecast": "1,200 to 1,500",
    "budget_change": "-2%",
    "price_index_cap": "3%",
    "participation_fee": "GBP 50",
    "procurement_cost": "GBP 15,000",
    "capacity_budget": "GBP 10,000",
    "alliance_cost": "GBP 20,000",
    "title": "Supported living in the north",
}


def element(info: FactInfo) -> Type:
    """The type of a fact; of a list of scalars, that of each of them."""
    return info.type.element or info.type


def example_of(info: FactInfo, vocabulary: Vocabulary) -> str:
    """A value of the fact, or one of its values where it has several."""
    type_ = element(info)
    if type_.kind is Kind.CODE:
        return vocabulary.codes[type_.codes or ""][0]
    if type_.reference:
        entity = vocabulary.entities[type_.entity or ""]
        return f"(the {entity.identified_by} of the {entity.singular})"
    return _OWN_EXAMPLES.get(info.key) or _EXAMPLES[type_.kind]
