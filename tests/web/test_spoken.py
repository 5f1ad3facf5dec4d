"""Words that never change are written into a template while it is compiled."""

from jinja2 import DictLoader

from web.spoken import Spoken


class Speaker:
    """Answers as a catalogue does, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, english: str, **fields: object) -> str:
        self.asked.append(english)
        return f"<{english}>".format(**fields)


def spoken(text: str) -> tuple[Spoken, Speaker]:
    environment, speaker = Spoken(loader=DictLoader({"page": text}), autoescape=True), Speaker()
    environment.globals |= {"_": speaker, "asset": speaker}
    return environment, speaker


def test_a_fixed_sentence_is_asked_for_once_however_often_it_is_shown() -> None:
    environment, speaker = spoken("{% for each in range(3) %}{{ _('Name') }}{% endfor %}")

    shown = [environment.get_template("page").render() for _time in range(2)]

    assert shown == ["&lt;Name&gt;" * 3] * 2
    assert speaker.asked == ["Name"]


def test_a_sentence_with_words_to_put_in_is_said_for_each_page() -> None:
    environment, _speaker = spoken("{{ _('Choose {name}', name=name) }}")

    shown = [environment.get_template("page").render(name=each) for each in ("Aino", "<Onni>")]

    assert shown == ["&lt;Choose Aino&gt;", "&lt;Choose &lt;Onni&gt;&gt;"]


def test_a_sentence_that_the_page_chooses_is_said_for_each_page() -> None:
    environment, speaker = spoken("{{ _(words) }}")

    environment.get_template("page").render(words="Name")

    assert speaker.asked == ["Name"]


def test_a_sentence_inside_another_call_is_fixed_too() -> None:
    environment, speaker = spoken("{{ caption(_('Name')) }}")
    page = environment.get_template("page")
    speaker.asked.clear()

    assert page.render(caption=str.upper) == "&lt;NAME&gt;"
    assert speaker.asked == []
