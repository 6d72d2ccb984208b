"""The currencies of ISO 4217 that are in use, and what people write for some of them."""

from policyspec.base.suggest import did_you_mean

_IN_USE = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF
    CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD
    HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD
    MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD
    TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG
"""

CURRENCIES: frozenset[str] = frozenset(_IN_USE.split())

#: Signs that name one currency. `$` and `¥` name several, so they are not read.
SIGNS: dict[str, str] = {"£": "GBP", "€": "EUR"}

#: Words that name one currency.
WORDS: dict[str, str] = {"pounds": "GBP", "sterling": "GBP", "quid": "GBP", "euro": "EUR", "euros": "EUR"}

_SLIPS = {"UKP": "GBP", "UKL": "GBP", "STG": "GBP", "EURO": "EUR", "EUO": "EUR", "RMB": "CNY", "NIS": "ILS"}


def meant_currency(code: str) -> str | None:
    """A hint that names the currency that `code`, which is none, probably means."""
    slip = _SLIPS.get(code.upper())
    return f"did you mean `{slip}`?" if slip else did_you_mean(code.upper(), CURRENCIES)
