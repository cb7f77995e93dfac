"""Knowledge graphs of international relations from news text and event data."""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("kg-international-relations")
