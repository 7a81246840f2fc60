"""Takes the pictures of the guides from a running demo: ``python -m tools.pictures [address]``.

The import is taken as far as its differences and discarded again; nothing else of the story changes.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from brm.demo.cast import PASSWORD
from tools import browser

BASE = Path(__file__).resolve().parent.parent
FOLDER = BASE / "docs" / "img"
SIZE = {"width": 1440, "height": 900}
LIMIT = 250_000
LEAD, MANAGER = "anna.berg@huaxin.example", "liu.yang@huaxin.example"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")


class Camera:
    """One person signed in, in one language, on a light page."""

    def __init__(self, chromium: Browser, address: str, email: str, language: str) -> None:
        self.address = address
        self.context = chromium.new_context(viewport=SIZE, color_scheme="light", locale=language)
        self.page: Page = self.context.new_page()
        self.page.goto(f"{address}/accounts/sign-in/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(f"{address}/")

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")

    def first(self, path: str, row: str) -> None:
        """Open the first record of a list."""
        self.open(path)
        target = self.page.locator(row).first.get_attribute("href")
        self.open(str(target))

    def take(self, name: str) -> None:
        """Write the picture; one that is too heavy is refused."""
        self.page.mouse.move(0, 0)
        self.page.wait_for_timeout(300)
        target = FOLDER / f"{name}.png"
        self.page.screenshot(path=target, animations="disabled")
        size = target.stat().st_size
        print(f"{target.relative_to(BASE)}: {size // 1000} kB")
        if size >= LIMIT:
            raise SystemExit(f"{target.name} is too heavy: {LIMIT // 1000} kB are allowed.")


def take_import(camera: Camera) -> None:
    """The real file's companies, as far as the differences."""
    camera.open("/imports/new/")
    page = camera.page
    page.check("input[name=kind][value=relationship]", force=True)
    page.set_input_files("input[type=file]", BASE / "examples" / "cfpb_complaints.csv")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/match/")
    page.select_option("select[name=column_name]", label="Company", force=True)
    page.check("input[name=repeats][value=first]", force=True)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_selector("form[action$='/apply/']", timeout=60_000)
    page.wait_for_load_state("networkidle")
    camera.take("import")
    own = page.url.removeprefix(camera.address).split("?")[0]
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    page.request.post(
        f"{camera.address}{own}discard/", form={"csrfmiddlewaretoken": token}, headers={"Referer": page.url}
    )


def main(words: list[str]) -> int:
    """Take them all."""
    address = (words or ["http://localhost:8000"])[0].rstrip("/")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.on_path(), args=[*QUIET])
        lead = Camera(chromium, address, LEAD, "en-GB")
        lead.take("today-en")
        lead.first("/customers/?sort=-last_contact", "td a.cell-main, td.is-title a")
        lead.take("customer")
        lead.first("/communications/meetings/?status=due&sort=starts_at", "td a.cell-main, td.is-title a")
        lead.take("meeting")
        lead.open("/communications/calendar/?who=team")
        lead.take("calendar")
        take_import(lead)
        Camera(chromium, address, MANAGER, "zh-CN").take("today-zh")
        chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
