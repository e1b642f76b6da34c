"""The site as a whole: `build` puts a fresh, verified one in the old one's place, or leaves the old one as it is."""

from .run import Built, build

__all__ = ["Built", "build"]
