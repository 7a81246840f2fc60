"""The story's part in results: the quarter before last is closed, and who should be told is told."""

from brm.demo.story import CHAPTERS, Chapter, Story
from surveys.results.domain.closing import close_period
from surveys.results.domain.gaps import set_gap_limit
from surveys.results.domain.periods import present


class Results(Chapter):
    """The executive closes the quarter that is over, and lowers the limit of the gap."""

    def tell(self, story: Story) -> None:
        """In the present day."""
        executive = story.people["zhou.lan"]
        close_period(present().before(), by=executive)
        set_gap_limit(12, by=executive, reason="董事会希望更早知道用户和客户看法不一致")


CHAPTERS.register("surveys_results", Results())
