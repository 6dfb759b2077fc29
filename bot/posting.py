"""Joins schedules with the platforms that are connected; names no platform and no database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.core.editions import Edition, Wanted, edition
from bot.core.library import Library
from bot.core.schedule import Receipt, Run
from bot.core.wording_schedule import amiss_card
from bot.ports import Clock, ManyTenants, Outbox, Places, Platform, Poster, Schedules
from bot.scheduler import Scheduler


@dataclass(frozen=True, slots=True)
class Posting:
    """What scheduled posts need of the platforms, asked for anew each time."""

    platforms: Callable[[], Sequence[Platform]]
    library: Callable[[], Library]

    def poster(self, platform: str, tenant: str) -> Poster | None:
        """Return the poster of a tenant, None while its platform is not connected."""
        found = self._connected(platform)
        if found is None:
            return None
        return found.poster_for(tenant) if isinstance(found, ManyTenants) else found.poster

    def places(self, platform: str) -> Places | None:
        """Return what a connected platform knows of its channels, None where it does not tell."""
        found = self._connected(platform)
        return found if isinstance(found, Places) else None

    def edition(self, run: Run) -> Edition | None:
        """Return what a run posts, None where nothing can be."""
        wanted = Wanted(run.brief, run.content, run.fact, run.unchanged)
        return edition(self.library(), wanted, run.known)

    async def tell(self, receipt: Receipt) -> None:
        """Tell the maker of a post what went amiss, where the channel's readers do not see it."""
        places = self.places(receipt.platform)
        if places and receipt.maker:
            await places.tell(receipt.tenant, receipt.maker, amiss_card(receipt))

    def scheduler(self, *, schedules: Schedules, outbox: Outbox, clock: Clock) -> Scheduler:
        """Return a scheduler that posts through the platforms."""
        return Scheduler(
            schedules=schedules,
            outbox=outbox,
            posters=self.poster,
            editions=self.edition,
            clock=clock,
            tell=self.tell,
        )

    def _connected(self, name: str) -> Platform | None:
        return next((one for one in self.platforms() if one.name == name and one.ready), None)
