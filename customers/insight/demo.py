"""What the managers of the story know of their customers."""

from brm.demo.story import CHAPTERS, Chapter, Story
from customers.insight.domain.channels import refresh_channel_alerts
from customers.insight.domain.signals import show_signals


class KnowingTheCustomer(Chapter):
    """Maps, expectations, difficulties, a major event, objectives, scores."""

    def tell(self, story: Story) -> None:
        """Tell it, at past moments."""
        show_signals()
        refresh_channel_alerts()


CHAPTERS.register("insight", KnowingTheCustomer())
