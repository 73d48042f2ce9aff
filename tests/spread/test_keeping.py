from threading import Barrier, Thread

from ambassadors.spread.keeping import Kept


def test_an_answer_is_reckoned_once_and_the_oldest_go_first():
    kept, reckoned = Kept(2), []

    def answer(question):
        return kept.answer(question, lambda: reckoned.append(question) or len(reckoned))

    assert [answer("a"), answer("a"), answer("b"), answer("c"), answer("b"), answer("a")] == [1, 1, 2, 3, 2, 4]
    assert dict(kept.items()) == {"c": 3, "a": 4}


def test_nothing_is_an_answer_too():
    kept = Kept(2, [("a", None)])

    assert kept.answer("a", lambda: 1) is None


def test_many_may_ask_and_look_at_once():
    kept, begin, wrong = Kept(20), Barrier(8), []

    def ask(start):
        begin.wait()
        for number in range(2_000):
            question = (start + number) % 50
            if kept.answer(question, lambda question=question: question * 2) != question * 2:
                wrong.append(question)
            if any(value != key * 2 for key, value in kept.items()):
                wrong.append(question)

    threads = [Thread(target=ask, args=(start,)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
    assert len(kept.items()) == 20
