"""Wording of what can go wrong with the folder of an audit (PS040 to PS048), and with Parquet as its input (PS507)."""

from collections.abc import Iterable, Sequence

from policyspec.base.codes import CODES
from policyspec.base.diagnostics import Diagnostic
from policyspec.base.suggest import did_you_mean

#: What a difference between two runs is called.
_CALLED = {
    "policyspec": "the version of policyspec",
    "duckdb": "the version of DuckDB",
    "engine": "the engine",
    "pyspark": "the version of Spark",
    "gate": "the gate",
    "on": "the day that is judged on",
    "assumptions": "whether assumptions count",
    "facts": "how many tenders are asked about",
    "dataset": "the digest of the dataset",
    "policy": "the digest of the policies",
}
_SHOWN = 12  # characters of a digest
_COLUMNS = 5  # of a file with something else


def _diagnostic(code: str, message: str, hint: str | None) -> Diagnostic:
    return Diagnostic(code, CODES[code].severity, message, None, hint)


def in_use(folder: str, pid: int | None, again: str = "run this again with `--resume`") -> Diagnostic:
    """`again`: how what another run left is gone on with."""
    by = f" (process {pid})" if pid is not None else ""
    hint = f"wait until it ends, or stop it and {again}; or name another folder with `--out`"
    return _diagnostic("PS040", f"another run works on `{folder}`{by}", hint)


def changed(folder: str, differences: Sequence[tuple[str, str, str]]) -> Diagnostic:
    """`differences`: the name of what differs, what it was and what it is now."""
    said = "; ".join(
        f"{_CALLED.get(name, name)} was {_short(was)} and is {_short(now)}" for name, was, now in differences
    )
    hint = "put back what was there and resume; or begin a new audit in another folder"
    return _diagnostic("PS041", f"the audit in `{folder}` is of something else: {said}", hint)


def input_changed(folder: str, name: str, now: str) -> Diagnostic:
    """An input that is not what the dataset of an audit was read from."""
    hint = "put back what was there and resume; or begin a new audit in another folder"
    return _diagnostic("PS041", f"the audit in `{folder}` is of other tenders: `{name}` {now} since it was read", hint)


def there_already(folder: str) -> Diagnostic:
    hint = "go on with it with `--resume`, or name another folder"
    return _diagnostic("PS042", f"`{folder}` holds an audit already", hint)


def no_audit(folder: str) -> Diagnostic:
    hint = "name the folder that `policyspec audit … --out` wrote"
    return _diagnostic("PS043", f"`{folder}` holds no audit", hint)


def no_tender(folder: str, name: str, known: Iterable[str]) -> Diagnostic:
    hint = did_you_mean(name, known) or "name it as the column `ocid` or `source` of the outcomes does"
    return _diagnostic("PS044", f"the audit in `{folder}` has no tender `{name}`", hint)


def other_words(dataset: str, *, of_audit: bool = False) -> Diagnostic:
    """`of_audit`: it stands in the folder of an audit, whose outcomes are of it as it is."""
    message = f"the dataset `{dataset}` was read with other words than these policies have, or by another version"
    hint = f"bring it up to date: `policyspec ingest SOURCE --out {dataset} --policy POLICY`"
    if of_audit:
        hint = (
            "it belongs to an audit by other policies, so leave it as it is: "
            "make another of the same sources, `policyspec ingest SOURCE --out DATASET --policy POLICY`"
        )
    return _diagnostic("PS045", message, hint)


def no_parquet(name: str) -> Diagnostic:
    return _diagnostic("PS507", f"`{name}` is not Parquet that can be read", "look whether the whole of it was copied")


def other_parquet(name: str, columns: Sequence[str]) -> Diagnostic:
    """A file of Parquet with something else than tenders."""
    said = ", ".join(f"`{column}`" for column in columns[:_COLUMNS]) + (" …" if len(columns) > _COLUMNS else "")
    hint = "each row is to be an OCDS release or record, with `ocid` and `tender` among its columns"
    return _diagnostic("PS507", f"`{name}` has no tenders in its columns {said}", hint)


def spark_broke_off(reason: str) -> Diagnostic:
    hint = "mend that and run this again with `--resume`; or use `--engine sql`, with another folder for `--out`"
    return _diagnostic("PS048", f"the query broke off in Spark: {reason}", hint)


def _short(text: str) -> str:
    return f"{text[:_SHOWN]}…" if len(text) == 64 else text
