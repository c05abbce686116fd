"""Every model, imported here so that the metadata is complete."""

from .build import Build, BuildState
from .edition import Edition
from .product import Product
from .tag import Tag, edition_tags

__all__ = ["Build", "BuildState", "Edition", "Product", "Tag", "edition_tags"]
