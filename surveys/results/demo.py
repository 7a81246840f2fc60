"""The story's part in results: the quarters before the last are closed; the limit of the gap is set."""

from brm.demo.story import CHAPTERS, Chapter, Story
from surveys.results.domain.closing import close_period
from surveys.results.domain.gaps import set_gap_limit
from surveys.results.domain.periods import present


class Results(Chapter):
    """The executive closes what is over and reported, and lowers the limit of the gap; last, when all have answered."""

    order = 90

    def tell(self, story: Story) -> None:
        """In the present day."""
        executive = story.people["zhou.lan"]
        for steps in (3, 2):
            close_period(present().before(steps), by=executive)
        set_gap_limit(12, by=executive, reason="董事会希望更早知道用户和客户看法不一致")


CHAPTERS.register("surveys_results", Results())
