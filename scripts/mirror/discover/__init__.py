"""What a site offers to be mirrored by: its listings, read and compared, the best as a ready `[[source]]` block.

`look` at a page, go through its `offers`, take the `best`, write its `block`. Refuses nothing of a site's; what is not
there is passed over.
"""

from .offer import Offer, best, offers
from .place import Place, look, zone
from .toml import append, block, provisional

__all__ = ["Offer", "Place", "append", "best", "block", "look", "offers", "provisional", "zone"]
