"""Pelican plugins, named with dots ("plugins.feeds"): a short name could resolve to the standard library's module.

They import Pelican and the ground floor of `mirror`: a build cannot touch the network.
"""
