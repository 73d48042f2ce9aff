"""When the digest goes out is a setting."""

import pytest

from config import SettingsError, settings_from


def test_the_day_and_hour_of_the_digest_are_set():
    settings = settings_from({"DIGEST_DAY": "Friday", "DIGEST_HOUR": "16"})

    assert (settings.digest_weekday, settings.digest_hour) == (4, 16)


def test_it_is_monday_at_eight_unless_said_otherwise():
    settings = settings_from({})

    assert (settings.digest_weekday, settings.digest_hour) == (0, 8)


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ({"DIGEST_DAY": "maandag"}, "DIGEST_DAY is “maandag”. Use one of: monday"),
        ({"DIGEST_HOUR": "24"}, "from 0 to 23"),
    ],
)
def test_what_cannot_be_is_told_with_a_remedy(said, remedy):
    with pytest.raises(SettingsError, match=remedy):
        settings_from(said)
