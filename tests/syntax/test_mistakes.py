"""Every mistake in a text gives one diagnostic, with its exact place (marked `⟦…⟧`), its code and what to do."""

from dataclasses import replace

import pytest

from policyspec.base.codes import CODES
from policyspec.base.source import Source
from policyspec.syntax.parse import parse
from tests.syntax.reading import HEADER, marked, read, rule_of, sketch

RULE = 'rule r "R"\n  '
TABLE = "table fees decides fee\n"
LAST = "\n  the first matching row applies"

#: code, what is written (under a header), a part of the message, a part of the hint, the text that mends it
CASES: list[tuple[str, str, str, str, str | None]] = [
    ("PS101", RULE + "price⟦\u202e⟧ must be stated", "U+202E, right-to-left override", "delete it", ""),
    ("PS101", RULE + 'price must be stated\n  because "a⟦\0⟧b"', "U+0000", "delete it", ""),
    ("PS103", '⟦policy b/c "Other"⟧', "second policy header", "file of its own", None),
    ("PS104", '⟦rul⟧ q "Q"\n  price must be stated', "`rul`", "did you mean `rule`?", "rule"),
    (
        "PS104",
        RULE + "⟦aplies when⟧ price is 1\n  fee must be stated",
        "`aplies when`",
        "did you mean `applies when`?",
        "applies when",
    ),
    (
        "PS104",
        RULE + "⟦applies wehn⟧ price is 1\n  fee must be stated",
        "`applies wehn`",
        "`applies when`",
        "applies when",
    ),
    ("PS104", RULE + "⟦for ecah⟧ lot\n  fee must be stated", "`for ecah`", "did you mean `for each`?", "for each"),
    (
        "PS104",
        RULE + "⟦except if⟧ price is 1\n  fee must be stated",
        "`except if`",
        "did you mean `except when`?",
        "except when",
    ),
    (
        "PS104",
        RULE + "⟦unless⟧ price is 1\n  fee must be stated",
        "`unless`",
        "did you mean `except when`?",
        "except when",
    ),
    ("PS104", RULE + "fee must be stated\n  ⟦or explmin⟧", "`or explmin`", "did you mean `or explain`?", "or explain"),
    ("PS104", RULE + "fee must be stated\n  ⟦or exploin⟧ in note", "`or exploin`", "`or explain`?", "or explain"),
    ("PS104", "parameter p is 3\n⟦fefine⟧ a gem as a lot where fee is 1", "`fefine`", "mean `define`?", "define"),
    ("PS104", "parameter p is 3\n⟦qarameter⟧ q is 4", "`qarameter`", "mean `parameter`?", "parameter"),
    ("PS104", RULE + "⟦for every⟧ lot\n  fee must be stated", "`for every`", "did you mean `for each`?", "for each"),
    ("PS104", RULE + "there ⟦msut⟧ be at least 2 lots", "`msut`", "did you mean `must`?", "must"),
    ("PS104", RULE + "quality weight must be ⟦at leest⟧ 60%", "`at leest`", "did you mean `at least`?", "at least"),
    ("PS104", RULE + "quality weight must be ⟦atleast⟧ 60%", "`atleast`", "did you mean `at least`?", "at least"),
    ("PS104", RULE + 'fee must be stated\n  ⟦colour "red"⟧', "is not a clause of a rule", "`applies when`", None),
    ("PS104", "parameter p is 33% ⟦betwen⟧ 10% and 50%", "`betwen`", "did you mean `between`?", "between"),
    ("PS104", "⟦price must be stated⟧", "not a clause of a policy header", "no duty", None),
    (
        "PS104",
        '⟦⟧quality-first "Quality first"\n  fee must be stated',
        "a rule begins here without",
        "write `rule`",
        "rule ",
    ),
    (
        "PS105",
        RULE + "quality weight ⟦is⟧ at least 60%",
        "neither `must` nor `should`",
        "did you mean `must be`?",
        None,
    ),
    ("PS105", RULE + "quality weight ⟦⟧at least 60%", "neither `must` nor `should`", "did you mean `must be`?", None),
    ("PS106", RULE + "flag when price is 1\n  ⟦or explain⟧", "`or explain`", "never a breach", None),
    ("PS106", RULE + "⟦or price must be stated⟧", "`or`", "no duty above", None),
    (
        "PS106",
        RULE + "fee must be stated when price is 1\n  ⟦or rank must be stated⟧",
        "after `when`",
        "to the end",
        None,
    ),
    ("PS106", "drop rule a/b#c\n  ⟦price must be stated⟧", "rule that is dropped", "`relax rule`", None),
    ("PS106", 'parameter p is 5\n  ⟦under "Act"⟧', "`under`", "it belongs in", None),
    (
        "PS107",
        RULE + "for each lot\n  ⟦for each outcome⟧\n  price must be stated",
        "second `for each`",
        "leave one",
        None,
    ),
    ("PS107", RULE + "price must be stated\n  or explain\n  ⟦or explain⟧", "second `or explain`", "leave one", None),
    ("PS108", 'rule ⟦r⟧ "R"\n  applies when price is 1', "the rule says nothing", "`must` or `should`", None),
    ("PS108", "⟦threshold cap is⟧\n", "the threshold says nothing", "GBP 663,540", None),
    ("PS108", "⟦tighten rule a/b#c⟧\n", "the change says nothing", "duties", None),
    ("PS108", f"⟦{TABLE.strip()}⟧{LAST}", "the table says nothing", "rows", None),
    ("PS109", RULE + 'price must be stated\n  because ⟦"At 90:10.⟧', "not closed", "close it", None),
    (
        "PS109",
        RULE + 'price must be stated\n  under ⟦"Act section "18" checked on 1 May 2026⟧',
        "not closed",
        "close it",
        None,
    ),
    ("PS109", 'rule r ⟦"R⟧\n  price must be stated\n  because "x"', "not closed", "close it", None),
    (
        "PS109",
        RULE + 'price must be stated\n  because ⟦"A long⟧\n  reason."',
        "not closed on its line",
        "next line",
        None,
    ),
    ("PS110", RULE + "applies when ⟦(⟧price is 1 and fee is 2\n  rank must be stated", "opens here", "`)`", None),
    ("PS110", RULE + "applies when price is 1⟦)⟧\n  rank must be stated", "was not opened", "leave it out", ""),
    (
        "PS111",
        RULE + f"⟦applies when {'(' * 65}price is 1{')' * 65}⟧\n  rank must be stated",
        "more than 64 levels",
        "split it",
        None,
    ),
    ("PS111", RULE + f"⟦{'cap of ' * 65}the lot must be stated⟧", "more than 64 levels", "split it", None),
    (
        "PS112",
        RULE + "flag when ⟦price is 1 and fee is 2 or rank is 3⟧",
        "two ways",
        "`(price is 1 and fee is 2) or rank is 3` or `price is 1 and (fee is 2 or rank is 3)`",
        None,
    ),
    ("PS113", RULE + "quality weight ⟦shall⟧ be at least 60%", "`shall`", "write `must`", "must"),
    ("PS113", RULE + "price must be ⟦no more than⟧ estimated value", "`no more than`", "write `at most`", "at most"),
    (
        "PS113",
        RULE + "price must be ⟦greater than or equal to⟧ 5",
        "`greater than or equal to`",
        "write `at least`",
        "at least",
    ),
    ("PS113", RULE + "⟦if⟧ price is 1 then fee must be stated", "no `if`", "begins with `applies when`", None),
    (
        "PS113",
        RULE + "price must be stated\n  ⟦and⟧ fee must be stated",
        "does not join duties",
        "line of its own",
        None,
    ),
    (
        "PS113",
        RULE + "applies when price is ⟦missing⟧\n  fee must be stated",
        "`missing`",
        "`is not stated`",
        "not stated",
    ),
    ("PS113", RULE + "price must be one of low⟦ or⟧ mid", "`or` does not join a list", "comma", ","),
    (
        "PS113",
        RULE + "each of measure, baseline⟦ and⟧ target must be stated",
        "`and` does not join a list",
        "comma",
        ",",
    ),
    (
        "PS113",
        RULE + "length must be at most 4 months ⟦unless the tender is urgent⟧",
        "`unless the tender is urgent`",
        "write `except when the tender is urgent` on a line of its own",
        None,
    ),
    (
        "PS113",
        RULE + "⟦unless the tender is urgent,⟧ length must be at most 4 months",
        "`unless the tender is urgent,`",
        "write `except when the tender is urgent` on a line",
        None,
    ),
    (
        "PS113",
        RULE + "fee must be 1 or rank must be 2 ⟦unless⟧ the tender urgent",
        "`unless`",
        "begins with `except when`",
        None,
    ),
    (
        "PS113",
        RULE + "flag when price is above 5 ⟦unless the tender is urgent⟧",
        "`unless the tender is urgent`",
        "write `and not (the tender is urgent)`",
        "and not (the tender is urgent)",
    ),
    ("PS113", RULE + "the quality:cost ratio must be at least ⟦60/40⟧", "`60/40`", "write `60:40`", "60:40"),
    ("PS113", RULE + "the quality:cost ratio must be at least ⟦60 to 40⟧", "`60 to 40`", "write `60:40`", "60:40"),
    ("PS113", RULE + "price must be ⟦30% to 60%⟧", "`30% to 60%`", "`between 30% and 60%`", "between 30% and 60%"),
    ("PS113", RULE + "price must be at most £25,000 ⟦ex VAT⟧", "`ex VAT`", "write `excluding VAT`", "excluding VAT"),
    (
        "PS113",
        RULE + "price must be at most £25,000 ⟦(excluding VAT)⟧",
        "`(excluding VAT)`",
        "write `excluding VAT`",
        "excluding VAT",
    ),
    (
        "PS113",
        RULE + "price must be at most £2,000,000 ⟦net of VAT⟧",
        "`net of VAT`",
        "write `excluding VAT`",
        "excluding VAT",
    ),
    (
        "PS113",
        RULE + "price must be at most £25,000 ⟦inclusive of VAT⟧",
        "`inclusive of VAT`",
        "write `including VAT`",
        "including VAT",
    ),
    ("PS113", RULE + "price must be at most ⟦25,000 pounds⟧", "`25,000 pounds`", "write `GBP 25,000`", "GBP 25,000"),
    ("PS113", RULE + "price must be at most ⟦2 million pounds⟧", "`2 million", "`GBP 2,000,000`", "GBP 2,000,000"),
    (
        "PS113",
        RULE + "price must be at most ⟦1,200,000 GBP ex VAT⟧",
        "`1,200,000 GBP ex VAT`",
        "write `GBP 1,200,000 excluding VAT`",
        "GBP 1,200,000 excluding VAT",
    ),
    ("PS113", RULE + "day must be before ⟦1 April 26⟧", "`1 April 26`", "write `1 April 2026`", "1 April 2026"),
    ("PS113", RULE + "period must be at most 30 ⟦dyas⟧", "`dyas`", "did you mean `days`?", "days"),
    (
        "PS113",
        RULE + "⟦submission deadline must be at least 25 days after publication date⟧",
        "is not how",
        "`the time from publication date to submission deadline must be at least 25 days`",
        "the time from publication date to submission deadline must be at least 25 days",
    ),
    (
        "PS113",
        RULE + "⟦publication date must be within 30 days of engagement notice date⟧ when price is 1",
        "is not how",
        "`the time from engagement notice date to publication date must be at most 30 days`",
        "the time from engagement notice date to publication date must be at most 30 days",
    ),
    (
        "PS113",
        RULE + "price must be stated\n  ⟦or explain why not⟧",
        "`or explain why not`",
        "write `or explain`",
        "or explain",
    ),
    ("PS113", RULE + "quality weight must be ⟦60% or more⟧", "`60% or more`", "write `at least 60%`", "at least 60%"),
    (
        "PS113",
        RULE + "deadline must be ⟦publication date plus 25 days or later⟧",
        "25 days or later`",
        "`on or after publication date plus 25 days`",
        "on or after publication date plus 25 days",
    ),
    (
        "PS113",
        RULE + "category must be ⟦services or works⟧",
        "`services or works`",
        "write `one of services, works`",
        "one of services, works",
    ),
    (
        "PS113",
        RULE + "applies when category is ⟦goods, services, or works⟧ and price is 1\n  fee must be stated",
        "services, or works`",
        "`one of goods, services, works`",
        "one of goods, services, works",
    ),
    (
        "PS113",
        RULE + "the ⟦time between publication date and⟧ submission deadline must be at least 25 days",
        "`time between publication date and`",
        "`time from publication date to`",
        "time from publication date to",
    ),
    (
        "PS113",
        RULE + "share of lots where ⟦the lot is small⟧ by value must be at least 25%",
        "`the lot is small`",
        "`where (…) by value`",
        "(the lot is small)",
    ),
    (
        "PS113",
        RULE + "price ⟦must not exceed⟧ 30 days",
        "`must not exceed`",
        "write `must be at most`",
        "must be at most",
    ),
    (
        "PS113",
        RULE + "applies when price ⟦does not exceed⟧ 5\n  fee must be stated",
        "`does not exceed`",
        "write `is at most`",
        "is at most",
    ),
    (
        "PS113",
        RULE + "⟦the tender must have⟧ at least 2 lots",
        "`the tender must have`",
        "write `there must be`",
        "there must be",
    ),
    (
        "PS113",
        RULE + "⟦lots must have a title⟧",
        "`lots must have a title`",
        "`title of every lot must be stated`",
        "title of every lot must be stated",
    ),
    (
        "PS113",
        RULE + 'price must be stated\n  under "Act" paragraph ⟦4.2(b)⟧',
        "`4.2(b)`",
        'write `"4.2(b)"`',
        '"4.2(b)"',
    ),
    (
        "PS113",
        "rule r ⟦SMEs get a share⟧\n  price must be stated",
        "`SMEs get a share`",
        "put the title in quotes",
        '"SMEs get a share"',
    ),
    (
        "PS113",
        "rule r ⟦'SMEs get a share'⟧\n  price must be stated",
        "`'SMEs get a share'`",
        "put the title in quotes",
        '"SMEs get a share"',
    ),
    ("PS115", RULE + "the buyer must ⟦publish⟧ a notice", "`publish`", "`be`", None),
    ("PS115", RULE + "period must be at most 30 days ⟦after⟧ invoice", "`after`", "leave it out", None),
    ("PS115", RULE + "for each lot⟦:⟧\n  price of the lot must be stated", "`:`", "without a sign", None),
    ("PS113", RULE + "⟦each lot⟧ must be small", "`each lot`", "write `every lot`", "every lot"),
    ("PS113", RULE + "⟦all lots⟧ must be small", "`all lots`", "write `every lot`", "every lot"),
    ("PS113", RULE + "price of ⟦each lot⟧ must be 5", "`each lot`", "write `every lot`", "every lot"),
    ("PS113", RULE + "number of ⟦all lots⟧ must be 5", "`all lots`", "write `lots`", "lots"),
    ("PS118", RULE + "day must be before ⟦31-12-2026⟧", "month as a number", "write `31 December 2026`", None),
    (
        "PS119",
        "rule ⟦SMEs get a share⟧\n  price must be stated",
        "`SMEs get a share`",
        "the title in quotes",
        'smes-get-a-share "SMEs get a share"',
    ),
    ("PS124", RULE + "⟦or explain⟧\n  price must be stated", "every duty of the rule", "below the duty", None),
    ("PS113", RULE + "price must be ⟦£25,000 or less⟧", "£25,000 or less", "`at most £25,000`", "at most £25,000"),
    ("PS113", RULE + "price must be at most £25,000 ⟦plus VAT⟧", "`plus VAT`", "`excluding VAT`", "excluding VAT"),
    ("PS113", RULE + "⟦the lot must have a title⟧", "the lot", "`title of the lot", "title of the lot must be stated"),
    ("PS114", RULE + "price must be at least⟦⟧", "breaks off", "write a fact or a value next", None),
    (
        "PS114",
        RULE + "applies when price is above ⟦and⟧ fee is 2\n  rank must be stated",
        "before `and`",
        "a fact or a value",
        None,
    ),
    ("PS114", RULE + "price must ⟦⟧at least 5", "before `at`", "write `be`", None),
    ("PS114", RULE + "applies when (price is 1 and fee⟦)⟧\n  rank must be stated", "before `)`", "`is`", None),
    ("PS114", "use a/b version⟦⟧", "breaks off", "a version", None),
    ("PS114", "threshold cap is ⟦from⟧ 1 May 2026", "before `from`", "a value", None),
    ("PS115", RULE + "price must be at least 5⟦.⟧", "`.`", "without a sign", None),
    ("PS115", RULE + "price must⟦ must⟧ be stated", "`must` stands here twice", "leave one", ""),
    ("PS115", RULE + "price must be stated ⟦today⟧", "`today`", "complete before it", None),
    ("PS115", RULE + "price must be between 3 ⟦to⟧ 5", "`to`", "write `and`", "and"),
    ("PS115", RULE + "there must be ⟦2⟧ lots", "`2`", "`at least 2`, `exactly 2`", None),
    (
        "PS115",
        RULE + "price must be at most ⟦value of every lot⟧",
        "cannot be compared with",
        "begin the sentence",
        None,
    ),
    (
        "PS115",
        RULE + "the quality:⟦cost weighting⟧ must be at least 60:40",
        "the word `ratio`",
        "quality:cost ratio",
        None,
    ),
    ("PS115", RULE + 'price must be stated\n  under "Act" ⟦chapter⟧ "4"', "`chapter`", "`section`", None),
    ("PS115", RULE + "price must be stated\n  under ⟦Act⟧ section 4", "`Act`", "a text in quotes", None),
    (
        "PS116",
        RULE + "price must be stated or ⟦fee should be stated⟧",
        "`must` and the other `should`",
        "same word",
        None,
    ),
    ("PS117", RULE + "price must be at least ⟦GBP 1,00,000⟧", "groups of three", "`GBP 100,000`", None),
    ("PS117", RULE + "price must be at least ⟦GBP 1e9⟧", "`GBP 1e9`", "`GBP 1,000,000,000`", None),
    ("PS117", RULE + "price must be at least ⟦$5⟧", "`$` does not say which currency", "USD", None),
    ("PS117", RULE + "price must be at least ⟦UKP 5⟧", "`UKP`", "did you mean `GBP`?", None),
    ("PS117", RULE + "price must be at least ⟦c. £2m⟧", "exactly", "an amount", None),
    ("PS117", RULE + "price must be at least ⟦1234567890123456789⟧", "19 digits", "18", None),
    ("PS117", RULE + "price must be at least ⟦1.2345678⟧", "7 decimal places", "at most 6", None),
    ("PS117", RULE + "code must be within ⟦CPV 850⟧", "not a CPV code", "8 digits", None),
    ("PS118", RULE + "day must be before ⟦30 February 2026⟧", "not a day of the calendar", "28 days", None),
    ("PS118", RULE + "day must be before ⟦31/12/2026⟧", "has its month as a number", "write `31 December 2026`", None),
    ("PS118", RULE + "day must be before ⟦1 April⟧", "not a date", "`1 April 2026`", None),
    ("PS118", RULE + "day must be before ⟦1 Aprul 2026⟧", "`Aprul`", "did you mean `April`?", None),
    ("PS118", RULE + "in force from ⟦1 May 2026 14:30⟧\n  price must be stated", "time of day", "the day only", None),
    (
        "PS118",
        RULE + "⟦in force from 1 May 2026 until 1 April 2026⟧\n  price must be stated",
        "before it starts",
        "earlier day",
        None,
    ),
    (
        "PS119",
        'rule ⟦Quality_First⟧ "Q"\n  price must be stated',
        "`Quality_First`",
        "`quality-first`",
        "quality-first",
    ),
    (
        "PS119",
        'rule ⟦Quality first⟧ "Q"\n  price must be stated',
        "`Quality first`",
        "`quality-first`",
        "quality-first",
    ),
    ("PS119", 'rule ⟦⟧"Quality first"\n  price must be stated', "the rule has no id", "before the title", None),
    ("PS119", RULE + "despite ⟦a/b#⟧\n  price must be stated", "`a/b#`", "lower-case", None),
    ("PS120", "parameter time ⟦to⟧ effect is 5", "`to` cannot stand in a name", "other words", None),
    ("PS120", "threshold ⟦the cap⟧ is GBP 5", "begins with `the`", "other words", None),
    ("PS121", "fact plan of the tender is a ⟦boolean⟧", "`boolean`", "did you mean `yes or no`?", None),
    ("PS121", "fact plan of the tender is a ⟦giraffe⟧", "`giraffe`", "`one of …`", None),
    ("PS122", f"{TABLE}  | price | fee |\n  ⟦| 1 | 2 | 3 |⟧{LAST}", "3 cells for 2 columns", "`any`", None),
    ("PS122", f"{TABLE}  | price | fee |\n  |⟦ ⟧| 3 |{LAST}", "cell is empty", "`any`", None),
    ("PS122", f"{TABLE}  ⟦| price |⟧\n  | 3 |{LAST}", "fewer than two columns", "a column", None),
    (
        "PS122",
        f"{TABLE}  ⟦| price | fee |⟧\n  | 1 | 2 | 3 |\n  | 4 | 5 | 6 |{LAST}",
        "names 2 columns",
        "each column",
        None,
    ),
    (
        "PS123",
        f"⟦{TABLE.strip()}⟧\n  | price | fee |\n  | 1 | 2 |",
        "which row applies",
        "the first matching row",
        None,
    ),
    (
        "PS123",
        f"{TABLE}  | price | fee |\n  | 1 | 2 |\n  ⟦best of all⟧",
        "which row applies",
        "the first matching row",
        None,
    ),
    (
        "PS123",
        f"{TABLE}  | price | fee |\n  | 1 | 2 |\n  the row with the highest ⟦price⟧ applies",
        "`price`",
        "`fee`",
        "fee",
    ),
]

#: Texts whose mistake is in the header or the lack of one.
WHOLE_FILES: list[tuple[str, str, str]] = [
    ("PS102", "⟦⟧", "the file is empty"),
    ("PS102", '⟦rule r "R"⟧\n  price must be stated', "does not begin with a policy header"),
    ("PS102", "⟦Our policy⟧\npolicy a/b", "`Our policy` stands before the policy header"),
    ("PS102", 'rule r "R"\n  price must be stated\n⟦policy a/b⟧', "not first"),
    ("PS104", '⟦polcy⟧ a/b "B"', "`polcy`"),
    ("PS119", 'policy ⟦Council Standards⟧ "B"', "`Council Standards` is not an id of a policy"),
    ("PS107", 'policy a/b\n  owner "A"\n  ⟦owner "B"⟧', "second `owner`"),
]


#: of a document `*.policy.md`, whole
PAPERS: list[tuple[str, str, str]] = [
    ("PS102", "⟦⟧# Paper\n\nno rules\n", "has no `policy` block"),
    ("PS102", "⟦⟧# Paper\n\n```yaml\npolicy: a\n```\n", "has no `policy` block"),
    ("PS125", "1. item\n\n    ⟦```policy⟧\n    policy a/b\n    ```\n", "is set in"),
    ("PS125", "```policy\npolicy a/b\n```\n\n> ⟦~~~ Policy⟧\n> rule a\n> ~~~\n", "is set in"),
    ("PS125", "```policy\npolicy a/b\n```\n\n- ⟦```policy⟧\n  rule a\n  ```\n", "is set in"),
    ("PS102", "text\n\n``` policy\n⟦price must be stated⟧\npolicy a/b\n```\n", "stands before the policy header"),
]


def name_of(case: tuple[str, ...]) -> str:
    return f"{case[0]} {' '.join(case[1].split())[-40:]}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_mistake(case: tuple[str, str, str, str, str | None]) -> None:
    code, written, message, hint, mends = case
    text, place = marked(HEADER + written)
    (said,) = parse(Source("test.policy", text))[1]
    assert (said.code, said.span) == (code, place)
    assert message in said.message
    assert said.hint is not None
    assert hint in said.hint
    assert said.replacement == mends


@pytest.mark.parametrize("case", WHOLE_FILES, ids=name_of)
def test_a_mistake_in_the_header(case: tuple[str, str, str]) -> None:
    code, written, message = case
    text, place = marked(written)
    (said,) = parse(Source("test.policy", text))[1]
    assert (said.code, said.span) == (code, place)
    assert message in said.message
    assert said.hint


@pytest.mark.parametrize("case", PAPERS, ids=name_of)
def test_a_mistake_in_a_paper(case: tuple[str, str, str]) -> None:
    code, written, message = case
    text, place = marked(written)
    (said,) = parse(Source("test.policy.md", text))[1]
    assert said.span is not None
    assert (said.code, replace(said.span, file="test.policy")) == (code, place)
    assert message in said.message
    assert said.hint


@pytest.mark.parametrize("case", [c for c in CASES if c[4] is not None], ids=name_of)
def test_the_text_that_mends_a_mistake_mends_it(case: tuple[str, str, str, str, str]) -> None:
    before, rest = (HEADER + case[1]).split("⟦")
    _, after = rest.split("⟧")
    assert parse(Source("test.policy", before + case[4] + after))[1] == ()


def test_every_syntax_code_has_a_case() -> None:
    held = {case[0] for case in (*CASES, *WHOLE_FILES, *PAPERS)} | {"PS190"}  # the formatter's, in test_format.py
    assert held == {code for code in CODES if code.startswith("PS1")}


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("price must be At Most 30", "price must be at most 30"),
        ("price MUST BE AT LEAST 30", "price must be at least 30"),
        ("price must be Above 30", "price must be above 30"),
        ("The QUALITY:COST RATIO must be at least 60:40", "the quality:cost ratio must be at least 60:40"),
        ("Number Of lots must be Exactly 2", "number of lots must be exactly 2"),
    ],
)
def test_capitals_make_no_difference(written: str, plain: str) -> None:
    assert sketch(rule_of(written)).casefold() == sketch(rule_of(plain)).casefold()


@pytest.mark.parametrize("day", ["from 01/04/2026", "from 31 April 2026", "until 31 April 2026"])
def test_a_threshold_with_a_day_that_cannot_be_read_has_no_timeline(day: str) -> None:
    file, found = read(f"threshold cap is\n  GBP 5 until 31 March 2026\n  GBP 6 {day}")
    assert [d.code for d in found] == ["PS118"]
    assert file.declarations == ()
    assert [name.words for name in file.broken_names] == ["cap"]


@pytest.mark.parametrize("said", ["the tender must be urgent or small", "every lot must be small or local"])
def test_what_is_said_of_a_thing_is_not_made_a_list(said: str) -> None:
    (found,) = read(RULE + said)[1]
    assert "one of" not in (found.hint or "")


def test_an_explanation_below_its_duty_is_not_remarked_on() -> None:
    assert read(RULE + "price must be stated\n  or explain")[1] == ()


def test_both_readings_of_a_mixture_can_be_pasted() -> None:
    text = HEADER + RULE + "flag when price is 1 or fee is 2 and rank is 3 or (cap is 4)"
    (said,) = parse(Source("test.policy", text))[1]
    assert said.hint is not None
    readings = said.hint.split("`")[1::2]
    assert readings == [
        "price is 1 or (fee is 2 and rank is 3) or (cap is 4)",
        "(price is 1 or fee is 2) and (rank is 3 or (cap is 4))",
    ]
    for reading in readings:
        assert parse(Source("test.policy", HEADER + RULE + f"flag when {reading}"))[1] == ()


def test_sixty_four_levels_are_read() -> None:
    text = HEADER + RULE + f"applies when {'(' * 64}price is 1{')' * 64}\n  rank must be stated"
    assert parse(Source("test.policy", text))[1] == ()


def test_mistakes_of_several_clauses_are_all_said() -> None:
    text = (
        HEADER
        + RULE
        + "aplies when price is 1\n  there msut be at least 2 lots\n  fee must be at least\nparameter is 5"
    )
    places = [(d.span.line, d.code) for d in parse(Source("test.policy", text))[1] if d.span]
    assert [line for line, _ in places] == [3, 4, 5, 6]
