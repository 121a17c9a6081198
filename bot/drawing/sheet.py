"""What is drawn on: measures and places in points, one for each pixel of a phone's narrow message,
from the top left corner; drawn at three times that, so that it is sharp there and large elsewhere.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any, Final, Literal

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

WIDTH: Final = 360
MARGIN: Final = 18
SCALE: Final = 3
DPI: Final = 72 * SCALE

# A ground of its own, so that it reads on a light page and on a dark one. Light and dark differ by
# brightness, and what is compared by its form too, for whoever sees colours otherwise.
GROUND: Final = "#fffefb"
EDGE: Final = "#d5d2c6"
INK: Final = "#20251f"
SOFT: Final = "#575e56"
LINE: Final = "#dedbd0"
SUNK: Final = "#edebe3"
ACCENT: Final = "#1e6b57"
BAND: Final = "#a9d3c3"
MARK: Final = "#9a4f00"
WARN: Final = "#7a4d00"
WARN_TINT: Final = "#fbeecb"

Place = tuple[float, float]
Weight = Literal["normal", "bold"]


class Sheet:
    """A sheet that takes what is drawn, and becomes a PNG of the height that it took."""

    def __init__(self, families: Sequence[str]) -> None:
        self._families = tuple(families)
        self._artists: list[Artist] = []
        self._places = Affine2D()

    def text(
        self,
        place: Place,
        text: str,
        size: float,
        *,
        colour: str = INK,
        weight: Weight = "normal",
        align: Literal["left", "center", "right"] = "left",
        stand: Literal["baseline", "center"] = "baseline",
        turned: float = 0,
        halo: bool = False,
    ) -> None:
        """Writes a line; its baseline begins at `place`, unless said otherwise."""
        written = Text(
            *place,
            text,
            color=colour,
            fontproperties=self._font(size, weight),
            horizontalalignment=align,
            verticalalignment=stand,
            rotation=turned,
            parse_math=False,
            transform=self._places,
        )
        if halo:
            written.set_path_effects([withStroke(linewidth=3, foreground=GROUND)])
        self._artists.append(written)

    def line(self, places: Sequence[Place], colour: str, width: float, **more: Any) -> None:
        across, down = zip(*places, strict=True)
        style: dict[str, Any] = {"solid_capstyle": "round", "solid_joinstyle": "round", **more}
        self._add(Line2D(across, down, color=colour, linewidth=width, **style))

    def area(self, places: Sequence[Place], colour: str) -> None:
        self._add(Polygon(places, closed=True, facecolor=colour, edgecolor="none"))

    def dot(self, place: Place, size: float, colour: str) -> None:
        self._add(
            Line2D(
                [place[0]],
                [place[1]],
                marker="o",
                markersize=size,
                markerfacecolor=colour,
                markeredgecolor=GROUND,
                markeredgewidth=1.2,
            )
        )

    def box(
        self, place: Place, width: float, height: float, colour: str, *, round: float = 0
    ) -> None:
        if round and width > 2 * round:
            style = f"Round, pad=0, rounding_size={round}"
            self._add(
                FancyBboxPatch(
                    place, width, height, boxstyle=style, facecolor=colour, edgecolor="none"
                )
            )
        else:
            self._add(Rectangle(place, width, height, facecolor=colour, edgecolor="none"))

    def width(self, text: str, size: float, weight: Weight = "normal") -> float:
        """How wide a line of text is."""
        font = self._font(size, weight)
        wide, _, _ = _measure().get_text_width_height_descent(text, font, ismath=False)
        return float(wide) / SCALE

    def fitted(self, text: str, size: float, room: float, weight: Weight = "normal") -> str:
        """A line that is not wider than `room`, cut where it must be."""
        if self.width(text, size, weight) <= room:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(f"{text[:middle].rstrip()}…", size, weight) <= room:
                low = middle
            else:
                high = middle - 1
        return f"{text[:low].rstrip()}…"

    def wrapped(
        self, text: str, size: float, room: float, most: int, weight: Weight = "normal"
    ) -> list[str]:
        """A text as lines that are not wider than `room`; `most` at most."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size, weight) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) > most:
            lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
        return [self.fitted(line, size, room, weight) for line in lines]

    def png(self, height: float) -> bytes:
        figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=DPI, facecolor=GROUND)
        FigureCanvasAgg(figure)
        self._places.clear().scale(SCALE, -SCALE).translate(0, height * SCALE)
        frame = Rectangle((0.5, 0.5), WIDTH - 1, height - 1, fill=False, edgecolor=EDGE)
        frame.set_transform(self._places)
        for artist in (frame, *self._artists):
            figure.add_artist(artist)
        written = io.BytesIO()
        # nothing in the file tells by which program or when, so that the same is the same
        figure.savefig(written, format="png", dpi=DPI, metadata={"Software": None})
        return written.getvalue()

    def _add(self, artist: Artist) -> None:
        artist.set_transform(self._places)
        self._artists.append(artist)

    def _font(self, size: float, weight: Weight) -> FontProperties:
        return FontProperties(family=list(self._families), size=size, weight=weight)


@cache
def _measure() -> Any:
    return RendererAgg(1, 1, DPI)  # type: ignore[no-untyped-call]  # has no types of its own
