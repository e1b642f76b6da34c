"""Plugin: makes the edition — every page of the site, its feeds and its sitemap — in Pelican's run."""

from pelican.plugins import signals

from .generator import EditionGenerator


def register() -> None:
    """Hand Pelican our generator."""
    signals.get_generators.connect(_generators)


def _generators(_pelican: object) -> type[EditionGenerator]:
    return EditionGenerator
