"""The colours of kg, on screens, in pictures and in Neo4j Browser.

The palette of Okabe and Ito, which colour-blind readers can tell apart. Cooperation is blue and conflict orange to
vermilion; light is verbal, dark is material.
"""

from __future__ import annotations

BLUE, SKY, GREEN, ORANGE, VERMILION, PURPLE, YELLOW, GREY = (
    "#0072B2",
    "#56B4E9",
    "#009E73",
    "#E69F00",
    "#D55E00",
    "#CC79A7",
    "#F0E442",
    "#999999",
)

COOPERATION, CONFLICT = BLUE, VERMILION
QUAD_COLOURS = {1: SKY, 2: BLUE, 3: ORANGE, 4: VERMILION}
QUAD_NAMES = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}

# By kind of actor.
KIND_COLOURS = {
    "country": BLUE,
    "person": ORANGE,
    "organization": GREEN,
    "government": SKY,
    "armed_group": VERMILION,
    "group": PURPLE,
    "media": YELLOW,
    "place": GREY,
}
