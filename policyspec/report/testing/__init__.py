"""Reports on tests of policies: what each case came to, as a page, as JUnit and as JSON."""
