"""The only place that knows the order of passes: policies to a rulebook, an input to tenders, both to a result.

Pure: what is read comes through a `Loader`. `workspace.disk.Disk` is the one for the files of this machine.
"""
