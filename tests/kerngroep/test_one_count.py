"""Open signals are counted in one way, wherever their number stands; and a reopened one is never off the agenda."""

from datetime import timedelta

from ambassadors.signals.rules import SignalStatus
from tests.conftest import TODAY

DAY = timedelta(days=1)


def test_joined_signals_count_each_on_every_page_and_ask_for_one_answer(make, change, hilde, chair):
    office, other = make.department("Burgerzaken", staff=20), make.department("Belastingen", staff=20)
    lead = make.signal(change, office, hilde)
    make.signal(change, other, hilde, joined_to_id=lead.id)
    make.signal(change, office, hilde, what="Iets anders")

    agenda = chair.send(chair.get("/i/DT/meetings/new"), "time", on=(TODAY + 2 * DAY).isoformat(), time="10:00")

    inbox = chair.get("/i/DT/inbox").text
    assert "3 signals are open. Some say the same: 2 answers are needed. 2 are to be taken up." in inbox
    assert "3 signals are open in all. Some say the same: 2 answers are needed." in chair.get("/").text
    assert chair.follow(agenda).text.count(" Add : A signal about ") == 2  # a point for each answer that is needed
    assert "Signals 3 are open" in chair.get("/i/DT/dashboard").text
    assert "Signals 3 are open" in chair.get("/i/DT/report").text


def test_a_reopened_signal_is_on_the_next_agenda_however_little_it_weighs(make, change, hilde, chair):
    for number in range(8):
        make.department(f"Groot {number}", staff=200)
    small = make.department("Klein", staff=2)
    signal = make.signal(change, small, hilde, what="Nog steeds fout", status=SignalStatus.REOPENED)

    answer = chair.send(chair.get("/i/DT/meetings/new"), "time", on=(TODAY + 2 * DAY).isoformat(), time="10:00")
    page = chair.follow(answer)

    assert "Reopened, the answer did not solve it: “Nog steeds fout”" in page.text
    assert page.html.count(f'value="signal_reopened:{signal.id}"') == 1
