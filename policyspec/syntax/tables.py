"""`python -m policyspec.syntax.tables` builds the parser's tables from the grammar, for `grammar.parser` to load."""

from policyspec.syntax import grammar

if __name__ == "__main__":
    grammar.save_tables()
