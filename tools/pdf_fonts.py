"""Make the fonts of the PDF from those of the pages: `uv run --with fonttools --with brotli python tools/pdf_fonts.py`.

The PDF is written by typst, which reads no woff2. The part for further Latin letters gets a name of its own: typst asks
one font after the other. Licences: static/fonts/.
"""

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TOP = Path(__file__).resolve().parent.parent
PAGES, PDF = TOP / "static" / "fonts", TOP / "beraad" / "exports" / "fonts"
AXES = {"wght": (400, 700), "opsz": 14}
FAMILY = (1, 16)
"""What a name in the font is of."""


def main() -> None:
    PDF.mkdir(exist_ok=True)
    for file in sorted(PAGES.glob("*.woff2")):
        font = TTFont(file, recalcTimestamp=False)
        own = {axis.axisTag for axis in font["fvar"].axes}
        instantiateVariableFont(font, {axis: to for axis, to in AXES.items() if axis in own}, inplace=True)
        if "latin-ext" in file.name:
            for name in font["name"].names:
                if name.nameID in FAMILY:
                    name.string = f"{name.toUnicode()} Ext"
        font.flavor = None
        font.save(PDF / f"{file.stem}.ttf")


if __name__ == "__main__":
    main()
