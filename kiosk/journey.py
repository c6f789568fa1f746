"""One service, asked one question at a time. Where the visitor stands is derived from the answers.

1. The question is the first field that applies and has no answer yet.
2. Answering it leads to the next; an answer may make other fields apply (show-if).
3. Back takes the last answer away and keeps it as a draft, so that it stands there already.
4. *Change* on the review does the same to any answer.
5. When no question is left, the review is due. The last consent is given there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from api_client.contract import Answer, Field, FieldType, Guide
from kiosk.answers import Problem, check


@dataclass(frozen=True, slots=True)
class Journey:
    """A form under way: what was answered, and what stands in fields not yet answered."""

    service: str
    guide: Guide
    answers: Mapping[str, str] = field(default_factory=dict)
    drafts: Mapping[str, str] = field(default_factory=dict)

    @property
    def consent(self) -> Field | None:
        """The agreement that is asked on the review, because it covers the whole."""
        consents = [each for each in self.guide.fields if each.type is FieldType.CONSENT]
        return consents[-1] if consents else None

    @property
    def fields(self) -> list[Field]:
        """The fields that apply to this visitor, without the last consent."""
        return [each for each in self.guide.fields if self._applies(each) and each != self.consent]

    @property
    def question(self) -> Field | None:
        """The field to ask now; None when the form is ready for review."""
        return next((each for each in self.fields if each.id not in self.answers), None)

    @property
    def number(self) -> int:
        """The question's place among all, from 1."""
        question = self.question
        return self.fields.index(question) + 1 if question else len(self.fields)

    @property
    def draft(self) -> str:
        """What stands in the question's entry field already."""
        return self.drafts.get(self.question.id, "") if self.question else ""

    @property
    def has_anything(self) -> bool:
        return any(self.answers.values()) or any(self.drafts.values())

    @property
    def given(self) -> tuple[Answer, ...]:
        """The answers of the fields that apply, in order, the unanswered left out."""
        return tuple(
            Answer(field=each.id, value=self.answers[each.id])
            for each in self.fields
            if self.answers.get(each.id)
        )

    def typed(self, text: str) -> "Journey":
        """What now stands in the entry field; not yet meant."""
        if self.question is None:
            return self
        return replace(self, drafts={**self.drafts, self.question.id: text})

    def answer(self, text: str, today: date) -> "Journey | Problem":
        """The journey with this answer to its question, or what is wrong with the answer."""
        question = self.question
        if question is None:
            return self
        result = check(question, text, today, self.answers)
        if isinstance(result, Problem):
            return result
        drafts = {key: draft for key, draft in self.drafts.items() if key != question.id}
        answers = {**self.answers, question.id: result}
        after = replace(self, answers=answers, drafts=drafts)
        for each in self.guide.fields:
            if each.id in answers and _depends_on(each, question.id):
                # It was checked against the answer before this one: it is asked again.
                after = after.revise(each.id)
        return after

    def back(self) -> "Journey | None":
        """One question back; None at the first."""
        before = self.fields[: self.number - 1] if self.question else self.fields
        return self.revise(before[-1].id) if before else None

    def revise(self, field_id: str) -> "Journey":
        """Ask that question again, its answer standing there already."""
        answers = {key: value for key, value in self.answers.items() if key != field_id}
        drafts = {**self.drafts, field_id: self.answers.get(field_id, "")}
        return replace(self, answers=answers, drafts=drafts)

    def _applies(self, each: Field) -> bool:
        if each.show_if is None:
            return True
        return self.answers.get(each.show_if.field) == each.show_if.equals


def _depends_on(field: Field, other: str) -> bool:
    return field.validation is not None and field.validation.depends_on == other
