"""Tests of policies: what a `*.tests.yaml` file says, and the tender that a case of it makes from another."""
