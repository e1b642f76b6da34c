"""The news mirror behind the doors: from declared sources to story files in content/.

Modules lie on floors (CONTRIBUTING.md, "The house"): each imports only from floors below its own.
"""

__version__ = "0.1.0"
