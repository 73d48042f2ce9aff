"""What imports keep about a person: whose upload it is. What is in the file is not theirs."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from ambassadors.imports.models import Upload
from ambassadors.security.kept import USER, Kept

KEPT = (
    Kept(
        "uploads",
        _("Files that you uploaded and have not imported yet; by their name. They are removed after a day."),
        select(Upload.uploaded_at.label("at"), Upload.kind, Upload.filename)
        .where(Upload.uploaded_by == USER)
        .order_by(Upload.id),
    ),
)
