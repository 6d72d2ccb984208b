"""`policyspec fmt`: in place and whole, or not at all; what it says, and how it exits."""

import os
import tempfile
from pathlib import Path

import pytest

from tests.cli.conftest import POLICY, Shop

TYPED = POLICY.replace("  number of lots", "number of  lots").replace("at least 60:40", ">= 60 : 40")
WRONG = TYPED.replace("flag when", "flag wen")


def text_of(shop: Shop, name: str) -> str:
    return (shop.folder / name).read_text(encoding="utf-8")


def test_a_policy_is_laid_out_in_place(shop: Shop) -> None:
    shop.write("typed.policy", TYPED)
    ran = shop.run("fmt", "typed.policy", "p.policy")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "laid out: typed.policy\n1 policy is laid out already.\n"
    assert text_of(shop, "typed.policy") == POLICY


def test_what_is_laid_out_already_is_not_written(shop: Shop) -> None:
    path = shop.folder / "p.policy"
    os.utime(path, (1, 1))
    assert shop.run("fmt", "p.policy").code == 0
    assert path.stat().st_mtime == 1


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_check_and_diff_change_nothing(shop: Shop, option: str) -> None:
    shop.write("typed.policy", TYPED)
    ran = shop.run("fmt", option, "typed.policy", "p.policy")
    assert ran.code == 1
    assert "would be laid out: typed.policy\n" in ran.err
    assert text_of(shop, "typed.policy") == TYPED
    assert ("-number of  lots should" in ran.out) is ("+  number of lots should" in ran.out) is (option == "--diff")
    assert shop.run("fmt", option, "p.policy").code == 0


def test_a_policy_with_a_mistake_is_left_and_the_others_are_laid_out(shop: Shop) -> None:
    shop.write("typed.policy", TYPED)
    shop.write("wrong.policy", WRONG)
    ran = shop.run("fmt", "wrong.policy", "typed.policy")
    assert ran.code == 2
    assert "wrong.policy:" in ran.err
    assert "1 policy is left as it is." in ran.err
    assert text_of(shop, "wrong.policy") == WRONG
    assert text_of(shop, "typed.policy") == POLICY


def test_a_folder_stands_for_all_policies_in_it(shop: Shop) -> None:
    shop.write("all/deep/typed.policy", TYPED)
    shop.write("all/note.txt", TYPED)
    assert shop.run("fmt", "all").code == 0
    assert text_of(shop, "all/deep/typed.policy") == POLICY
    assert text_of(shop, "all/note.txt") == TYPED


def test_without_a_policy_all_of_the_working_folder_are_laid_out(shop: Shop) -> None:
    shop.write("deep/typed.policy", TYPED)
    assert "laid out: deep/typed.policy\n" in shop.run("fmt").err
    assert text_of(shop, "deep/typed.policy") == POLICY


def test_a_folder_without_policies_is_a_mistake(shop: Shop) -> None:
    shop.write("empty/note.txt", "")
    ran = shop.run("fmt", "empty")
    assert ran.code == 2
    assert "has no .policy file in it" in ran.err


def test_where_one_cannot_be_written_none_is(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    real = tempfile.mkstemp

    def full(*, prefix: str, **given: Path) -> tuple[int, str]:
        if "b.policy" in prefix:
            raise OSError(28, "No space left on device")
        return real(prefix=prefix, dir=given["dir"])

    monkeypatch.setattr(tempfile, "mkstemp", full)
    shop.write("a.policy", TYPED)
    shop.write("b.policy", TYPED)
    ran = shop.run("fmt", "a.policy", "b.policy")
    assert ran.code == 2
    assert "no space left" in ran.err
    assert text_of(shop, "a.policy") == text_of(shop, "b.policy") == TYPED
    assert sorted(path.name for path in shop.folder.iterdir()) == ["a.policy", "b.policy", "p.policy"]


def test_a_policy_that_is_named_twice_is_laid_out_once(shop: Shop) -> None:
    shop.write("typed.policy", TYPED)
    assert shop.run("fmt", "typed.policy", ".", "./typed.policy").err.count("laid out: ") == 1


def test_a_link_stays_a_link_and_keeps_its_rights(shop: Shop) -> None:
    shop.write("real.policy", TYPED)
    real, link = shop.folder / "real.policy", shop.folder / "link.policy"
    real.chmod(0o640)
    link.symlink_to(real)
    assert shop.run("fmt", "link.policy").code == 0
    assert link.is_symlink()
    assert text_of(shop, "real.policy") == POLICY
    assert real.stat().st_mode & 0o777 == 0o640


def test_standard_input_goes_to_standard_output(shop: Shop) -> None:
    ran = shop.spawn("fmt", "-", given=TYPED.encode())
    assert (ran.returncode, ran.stdout.decode(), ran.stderr) == (0, POLICY, b"")
    ran = shop.spawn("fmt", "-", "--check", given=TYPED.encode())
    assert (ran.returncode, ran.stdout) == (1, b"")


def test_standard_input_with_a_mistake_comes_out_as_it_went_in(shop: Shop) -> None:
    ran = shop.spawn("fmt", "-", given=WRONG.encode())
    assert (ran.returncode, ran.stdout.decode()) == (2, WRONG)
    assert b"<stdin>:" in ran.stderr or b"standard input" in ran.stderr


def test_bytes_that_are_no_text_are_left(shop: Shop) -> None:
    Path(shop.folder / "bad.policy").write_bytes(b"\xff\xfe policy")
    assert shop.run("fmt", "bad.policy").code == 2
    assert Path(shop.folder / "bad.policy").read_bytes() == b"\xff\xfe policy"
