"""`policyspec completion`: what a shell needs to complete commands, options and files."""

import click
from click.shell_completion import get_completion_class

from policyspec.cli.exits import Exit
from policyspec.cli.terminal import emit


@click.command(
    epilog="""\b
bash, in ~/.bashrc:   eval "$(policyspec completion bash)"
zsh, in ~/.zshrc:     eval "$(policyspec completion zsh)"
fish:                 policyspec completion fish > ~/.config/fish/completions/policyspec.fish""",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Write the lines that make SHELL complete what `policyspec` takes."""
    from policyspec.cli.commands import commands

    made = get_completion_class(shell)
    assert made is not None, "click knows the three"
    emit(f"{made(commands, {}, 'policyspec', '_POLICYSPEC_COMPLETE').source().strip()}\n")
    return Exit.DONE
