"""Part of the graph as networkx graphs and pandas frames, and measures on it.

from kg.analysis import load_slice
events = load_slice(since="2021", actors=["Russia"], by="country")

events.graph()          # networkx.DiGraph, one edge a directed dyad
events.multigraph()     # networkx.MultiDiGraph, one edge an event
events.dyads()          # networkx.Graph, one edge a pair of actors
events.frame()          # pandas.DataFrame, one row an event
events.actors_frame()   # pandas.DataFrame, one row an actor
"""

from kg.analysis.loading import load_slice, read_slice
from kg.analysis.records import SliceActor, SliceEvent
from kg.analysis.selection import Selection
from kg.analysis.slices import EventSlice

__all__ = ["EventSlice", "Selection", "SliceActor", "SliceEvent", "load_slice", "read_slice"]
