"""The bench: what the figures of the documents rest on. `make bench`, or `python tests/bench [SECTION…]`.

A section is a module of `sections/`; being there registers it. It has

    TITLE = "Fetching"                                    # its heading in docs/BENCHMARKS.md, and what `--help` calls it
    def measure(options: Options) -> Iterator[Table]:     # yields each table as soon as it is measured

and, where it needs them, helpers from this package: `process.run` (a command with its wall and CPU time and the peak
memory of its whole process tree), `archive` (deterministic archives of invented stories), `section` (the records). A
`Table` holds rows for people and `Figure`s that are held against a bound; a figure out of bounds makes the bench
exit with 1. What a section writes, it writes below `options.scratch`, which is empty when it begins. `options.sizes`
are the archive sizes asked for; a section that knows no such thing ignores them. Compare things pairwise, in one run:
seconds of another day or machine say little, ratios much.

Tables are printed as they come; docs/BENCHMARKS.md is written at the end of each section, and sections that were not
run keep the text they had, with the day and the machine of theirs.
"""
