"""Amounts of money as people write them: `GBP 10,000 including VAT`, `£10,000`.

What is not written so is not read; where it can be told what is meant (`£1m + VAT`), the error says how to write it.
"""

import re

from policyspec.base.patterns import pattern
from policyspec.model.currencies import CURRENCIES, SIGNS, WORDS, meant_currency
from policyspec.model.numerals import LiteralError, not_a, not_a_number, not_exact, parse_number, written_out
from policyspec.model.spelling import format_value
from policyspec.model.types import Kind
from policyspec.model.values import Money, Vat

_BASIS = pattern(r"(?P<amount>.*?)[\s,]*\(?\b(?P<word>in|ex)(?:cluding|cl?)?\b\.?\s*(?:of\s+)?VAT\)?", re.IGNORECASE)
_MONEY = pattern(r"(?P<currency>[A-Za-z]{3,4}|[^\w\s.,+−-])\s*(?P<amount>[-−]?[0-9].*)")
_AMOUNT_FIRST = pattern(
    r"(?P<amount>[0-9][0-9.,]*(?:\s*(?:k|m|mn|bn|thousand|million|billion)\b)?)\s*(?P<currency>[A-Z]{3}|£|€|[a-z]{4,8})"
)
_NEXT_AMOUNT = pattern(r"(?:,\s+|\s+and\s+|;\s*)(?=[A-Z]{3}\s*[0-9]|£|€)")

#: Other ways of saying whether VAT is in an amount.
_OTHER_BASES = {
    Vat.EXCLUDING: pattern(
        r"(.*?)[\s,]*\(?\s*(?:(?:\+|\b(?:plus|net\s+of|exclusive\s+of|before|without))\s*VAT|\bnet)\)?", re.IGNORECASE
    ),
    Vat.INCLUDING: pattern(r"(.*?)[\s,]*\(?\s*\b(?:(?:inclusive\s+of|with|after)\s+VAT|gross)\)?", re.IGNORECASE),
}
_HALF_A_BASIS = pattern(r"(.*?)\s+(?:VAT|incl?(?:uding)?\.?|excl?(?:uding)?\.?)", re.IGNORECASE)
_EACH = pattern(
    r"(?P<amount>.*?)[\s,]*\(?(?:(?:\b(?:per|an?|each|every)\s+|/\s*)(?P<unit>annum|year|month|week|day|hour)"
    r"|\b(?P<yearly>p\.?\s?a\.?|annually|yearly))\)?",
    re.IGNORECASE,
)
_ENDS = pattern(
    r"(?:between\s+)?(?P<low>.*?[\w.])\s*(?:-|–|\bto\b|\band\b)\s*(?P<high>[^\s-].*?(?P<scale>\s*[a-z]+)?)",
    re.IGNORECASE,
)


def parse_money(text: str) -> Money | LiteralError:
    """`GBP 10,000 including VAT`; an amount on both bases is `GBP 100 excluding VAT, GBP 120 including VAT`."""
    parts = [_amount(part.strip()) for part in _NEXT_AMOUNT.split(text)]
    whole = parts[0]
    for part in parts[1:]:
        if isinstance(whole, LiteralError) or isinstance(part, LiteralError):
            break
        whole = _both(whole, part, text)
    return next((p for p in (*parts, whole) if isinstance(p, LiteralError)), whole)


def _amount(text: str) -> Money | LiteralError:
    value = _exactly(text)
    return (_meant(text) or value) if isinstance(value, LiteralError) else value


def _exactly(text: str) -> Money | LiteralError:
    basis = _BASIS.fullmatch(text)
    plain = basis["amount"].strip() if basis else text
    match = _MONEY.fullmatch(plain)
    if match is None or not_exact(plain, "an amount"):
        return _not_money(plain)
    currency = _currency(match["currency"])
    if isinstance(currency, LiteralError):
        return currency
    amount = parse_number(match["amount"])
    if isinstance(amount, LiteralError):
        meant = _loose(plain)
        if meant is not None:
            return LiteralError(f"`{plain}` is not written out in full", f"write `{_spelt(meant, _vat(basis))}`")
        return _of_money(amount, match["amount"], plain, currency)
    return Money.of(currency, amount, _vat(basis))


def _of_money(error: LiteralError, digits: str, written: str, currency: str) -> LiteralError:
    """The same error, of the whole amount."""
    hint = error.hint.replace("`", f"`{currency} ", 1) if error.hint else None
    return LiteralError(error.message.replace(f"`{digits}`", f"`{written}`"), hint)


def _currency(written: str) -> str | LiteralError:
    code = SIGNS.get(written, written.upper())
    if code in CURRENCIES:
        return code
    if not written.isalpha():
        return LiteralError(f"`{written}` does not say which currency", "write its code: `USD 10,000`")
    return LiteralError(f"`{written}` is not a currency", meant_currency(code) or "write its three letters, like `GBP`")


def _not_money(text: str) -> LiteralError:
    if approximate := not_exact(text, "an amount"):
        return approximate
    if _AMOUNT_FIRST.fullmatch(text) and (meant := _loose(text)) is not None:
        return LiteralError(f"`{text}` has its currency last", f"write `{_spelt(meant)}`")
    number = parse_number(text)
    if not isinstance(number, LiteralError):
        return LiteralError(f"`{text}` has no currency", f"write `GBP {text}`")
    if text[:1].isdigit():
        return not_a_number(text)
    return not_a(text, "amount of money", "GBP 10,000")


def _both(a: Money, b: Money, text: str) -> Money | LiteralError:
    """One amount stated on two bases."""
    if a.currency != b.currency:
        return LiteralError(f"`{text}` states two currencies", "state one amount in one currency")
    if any(a.on(basis) is not None and b.on(basis) is not None for basis in (None, *Vat)):
        return LiteralError(f"`{text}` states two amounts", "state one, or one excluding and one including VAT")
    stated = [x if x is not None else y for basis in (None, *Vat) for x, y in [(a.on(basis), b.on(basis))]]
    return Money(a.currency, *stated)


def meant_range(text: str) -> LiteralError | None:
    """How to write a range that has an end not written in full, such as `£1m - £2m` or `£100-200k`."""
    basis = _BASIS.fullmatch(text)
    ends = _ENDS.fullmatch(basis["amount"] if basis else text)
    if ends is None or not any(isinstance(_exactly(ends[end]), LiteralError) for end in ("low", "high")):
        return None
    low, high = _loose(ends["low"]), _loose(ends["high"])
    if low and not high:
        low, high = _loose(ends["low"] + (ends["scale"] or "")) or low, _loose(f"{low.currency} {ends['high']}")
    if not low or not high or low.currency != high.currency:
        return None
    hint = f"write `{_spelt(low, _vat(basis))} to {_spelt(high, _vat(basis))}`"
    return LiteralError(f"`{text}` is not written as a range", hint)


def _meant(text: str) -> LiteralError | None:
    """How to write an amount of which it can be told what is meant."""
    if not_exact(text, "an amount"):
        return None
    basis = _BASIS.fullmatch(text)
    plain = basis["amount"] if basis else text
    if each := _EACH.fullmatch(plain):
        return _for_a_time(text, each, _vat(basis))
    for vat, other in _OTHER_BASES.items():
        match = other.fullmatch(text)
        meant = _loose(match[1]) if match else None
        if meant is not None:
            return LiteralError(f"`{text}` says in other words whether VAT is in it", f"write `{_spelt(meant, vat)}`")
    half = _HALF_A_BASIS.fullmatch(text)
    meant = _loose(half[1]) if half else None
    if meant is not None:
        hint = " or ".join(f"`{_spelt(meant, vat)}`" for vat in Vat)
        return LiteralError(f"`{text}` does not say whether VAT is in it", f"write {hint}")
    return meant_range(text)


def _for_a_time(text: str, each: re.Match[str], vat: Vat | None) -> LiteralError | None:
    """An amount for a year is a fact of its own; one for another time has to be worked out."""
    amount, unit = _loose(each["amount"]), (each["unit"] or "year").casefold().replace("annum", "year")
    if amount is None:
        return None
    hint = "write what it comes to over the whole contract"
    if unit == "year":
        hint += f", and put this under `yearly value: {_spelt(amount, vat)}`"
    return LiteralError(f"`{text}` is an amount for {'an' if unit == 'hour' else 'a'} {unit}", hint)


def _loose(text: str) -> Money | None:
    """The amount that a loose text means: `£1m`, `2 million pounds`."""
    plain = text.strip()
    match = _MONEY.fullmatch(plain) or _AMOUNT_FIRST.fullmatch(plain)
    if match is None:
        return None
    currency = WORDS.get(match["currency"].casefold()) or _currency(match["currency"])
    number = written_out(match["amount"].strip())
    return Money.of(currency, number, None) if isinstance(currency, str) and number is not None else None


def _spelt(money: Money, vat: Vat | None = None) -> str:
    amount = money.unstated
    return format_value(money if amount is None else Money.of(money.currency, amount, vat), Kind.MONEY)


def _vat(basis: re.Match[str] | None) -> Vat | None:
    if basis is None:
        return None
    return Vat.INCLUDING if basis["word"].lower() == "in" else Vat.EXCLUDING
