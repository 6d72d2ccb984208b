"""What everything stands on: sources, places, diagnostics and suggestions. Standard library only."""
