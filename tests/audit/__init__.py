"""The checkers that others wrote, applied to the site and the repository: `make audit`.

A check is a function of a `Site` and a folder to work in, and yields what is to be mended as `Finding`s. Those of pages
stand in `pages`, `screens` and `speed`, those of the repository in `repository`; `__main__` names and runs them.
"""
