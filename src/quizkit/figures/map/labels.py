"""Where the label of each state stands on the map, and what neighbours of the members are called.

By ISO number, as the shapes in ``data/geo`` have them.
"""

from __future__ import annotations

from collections.abc import Mapping

PLACES: Mapping[str, tuple[float, float]] = {  # longitude and latitude of the label's middle
    "008": (19.7, 40.9),
    "056": (4.7, 50.75),
    "100": (25.2, 42.75),
    "124": (-105.0, 58.0),
    "191": (16.6, 45.45),
    "203": (15.3, 49.75),
    "208": (9.2, 56.1),
    "233": (25.9, 58.75),
    "250": (1.0, 46.8),
    "276": (10.3, 51.0),
    "300": (22.0, 39.5),
    "348": (19.4, 47.15),
    "352": (-18.6, 64.8),
    "380": (12.5, 42.85),
    "428": (25.5, 56.75),
    "440": (23.8, 55.4),
    "499": (19.25, 42.8),
    "528": (5.7, 52.3),
    "578": (9.0, 61.7),
    "616": (19.3, 52.0),
    "620": (-8.1, 39.6),
    "642": (24.9, 45.9),
    "703": (19.4, 48.7),
    "705": (14.6, 46.1),
    "724": (-3.6, 40.0),
    "792": (35.3, 39.1),
    "807": (21.7, 41.6),
    "826": (-1.6, 52.6),
    "840": (-99.0, 39.5),
}
# States that are not members, and Crimea, with their label.
NEIGHBOURS: Mapping[str, tuple[float, float, Mapping[str, str]]] = {
    "040": (14.3, 47.5, {"en": "Austria", "nl": "Oostenrijk"}),
    "070": (17.8, 44.2, {"en": "Bosnia and Herzegovina", "nl": "Bosnië en Herzegovina"}),
    "112": (28.2, 53.4, {"en": "Belarus", "nl": "Belarus"}),
    "196": (33.1, 35.0, {"en": "Cyprus", "nl": "Cyprus"}),
    "246": (26.5, 62.6, {"en": "Finland", "nl": "Finland"}),
    "268": (43.5, 42.2, {"en": "Georgia", "nl": "Georgië"}),
    "372": (-7.9, 53.2, {"en": "Ireland", "nl": "Ierland"}),
    "498": (28.7, 47.2, {"en": "Moldova", "nl": "Moldavië"}),
    "643": (49.5, 56.5, {"en": "Russia", "nl": "Rusland"}),
    "688": (20.8, 44.1, {"en": "Serbia", "nl": "Servië"}),
    "752": (15.4, 62.3, {"en": "Sweden", "nl": "Zweden"}),
    "756": (8.2, 46.8, {"en": "Switzerland", "nl": "Zwitserland"}),
    "804": (31.2, 49.2, {"en": "Ukraine", "nl": "Oekraïne"}),
}
CRIMEA: tuple[float, float, Mapping[str, str]] = (34.3, 43.95, {"en": "Crimea", "nl": "Krim"})
