"""PDFs as files to keep."""

from flask import Response


def as_pdf(made: bytes, said: str) -> Response:
    """A PDF that opens in the browser, under a name made of what it says."""
    name = "".join(letter for letter in said if letter.isalnum() or letter in "-_")
    response = Response(made, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{name}.pdf")
    return response
