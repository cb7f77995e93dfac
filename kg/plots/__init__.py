"""Pictures of a slice of the graph.

from kg.analysis import load_slice
from kg.plots import network

network(load_slice(by="country"))                      # shown in a notebook
network(load_slice(by="country")).save("network.png")  # or .svg

Cooperation is blue and conflict orange to vermilion (``kg.palette``). Every picture says what it shows and what it
leaves out.
"""

from kg.extras import require

require("matplotlib", extra="plots", what="A picture")

from kg.plots.dyad import dyad  # noqa: E402 - without matplotlib the line above says how to get it
from kg.plots.interactive import network_page  # noqa: E402
from kg.plots.matrix import matrix  # noqa: E402
from kg.plots.network import network  # noqa: E402
from kg.plots.picture import Picture  # noqa: E402
from kg.plots.timeline import timeline  # noqa: E402
from kg.plots.world import world_map  # noqa: E402

__all__ = ["Picture", "dyad", "matrix", "network", "network_page", "timeline", "world_map"]
