"""The story's part in results: a quarter is closed that ended before the story's answers; the limit is set."""

from brm.demo.story import CHAPTERS, Chapter, Story
from surveys.results.domain.closing import close_period
from surveys.results.domain.gaps import set_gap_limit
from surveys.results.domain.periods import present


class Results(Chapter):
    """The executive closes the quarter before last, and lowers the limit of the gap."""

    def tell(self, story: Story) -> None:
        """In the present day."""
        executive = story.people["zhou.lan"]
        close_period(present().before(2), by=executive)
        set_gap_limit(12, by=executive, reason="董事会希望更早知道用户和客户看法不一致")


CHAPTERS.register("surveys_results", Results())
