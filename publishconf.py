"""Pelican's settings for production: those of pelicanconf.py, and the site's address must be known."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403
from pelicanconf import MIRROR, SITEURL

from mirror.errors import ConfigError  # isort: skip - pelicanconf makes it findable

if not SITEURL:
    raise ConfigError(MIRROR.path.name, "[site]: url: is empty", 'write url = "https://…", or set SITEURL')
