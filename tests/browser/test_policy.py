"""A browser tells us what our policy has refused, and every other test here fails on it."""

from tests.browser.people import Eyes, People


def test_what_the_policy_refuses_is_reported_to_us_and_noticed(own_people: People) -> None:
    person = own_people.anew("", Eyes(language="en"))
    person.go("/sign-in")

    with person.page.expect_response("**/policy-reports") as answered:
        person.page.evaluate(
            "document.body.append(Object.assign(new Image(), {src: 'http://evil.invalid/x'}))"
        )

    told = person.told()
    assert answered.value.status == 204
    assert [each[:9] for each in told if each.startswith("a report")] == ["a report:"]
    assert '"img-src"' in next(each for each in told if each.startswith("a report"))
