"""Words for a letter that somebody would like to have."""

from dataclasses import dataclass

from invites.house_words import HouseWords
from models.languages import Language


@dataclass(frozen=True)
class Draft:
    """For `ask_host` or the part `_footer`, in one language."""

    name: str
    language: Language
    text: str

    @property
    def file(self) -> str:
        return f"{self.name}.txt"

    @property
    def is_part(self) -> bool:
        return self.name.startswith("_")

    def among(self, house: HouseWords) -> HouseWords:
        """The house's words as they would be."""
        return HouseWords({**house.texts, (self.name, self.language): self.text})
