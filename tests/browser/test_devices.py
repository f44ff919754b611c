"""The sound of the room when devices come, go, fall silent or fall asleep: the interview goes on.

Chromium has three microphones here, which cannot be unplugged; what the system would do to one is done
to its track (`ENDED`, `SWITCHED`) or to the list of devices (`UNPLUGGED`, `ANOTHER_DEFAULT`).
"""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, Page, WebSocket, WebSocketRoute, expect

from tests import voices
from tests.browser.conftest import Visit, Visiting
from tests.browser.test_room import cut_in
from tests.browser.test_spoken_interview import PATIENCE, go_in_by_voice
from tests.serving import Server

SOUND = """const sound =
    document.querySelector('live-room')?.sound ?? document.querySelector('mic-check');"""
ENDED = f"""() => {{ {SOUND}
    const {{ track }} = sound.microphone;
    track.stop();
    track.dispatchEvent(new Event('ended'));
}}"""
SWITCHED = f"""on => {{ {SOUND}
    const {{ track }} = sound.microphone;
    Object.defineProperty(track, 'muted', {{ configurable: true, get: () => on }});
    track.dispatchEvent(new Event(on ? 'mute' : 'unmute'));
}}"""
CHANGED = "navigator.mediaDevices.dispatchEvent(new Event('devicechange'))"
UNPLUGGED = """() => {
    const devices = navigator.mediaDevices;
    devices.getUserMedia = async () => { throw new DOMException('none', 'NotFoundError'); };
    devices.enumerateDevices = async () => [];
}"""
PLUGGED_IN = f"""() => {{
    delete navigator.mediaDevices.getUserMedia;
    delete navigator.mediaDevices.enumerateDevices;
    {CHANGED};
}}"""
ANOTHER_DEFAULT = f"""async () => {{
    const all = JSON.parse(JSON.stringify(await navigator.mediaDevices.enumerateDevices()));
    const headset = all.find(device => device.label === 'Fake Audio Input 2');
    const system = all.find(device => device.deviceId === 'default' && device.kind === 'audioinput');
    system.groupId = headset.groupId;
    navigator.mediaDevices.enumerateDevices = async () => all;
    {CHANGED};
}}"""
ONE_MORE = f"""async () => {{
    const all = JSON.parse(JSON.stringify(await navigator.mediaDevices.enumerateDevices()));
    all.push({{ kind: 'audioinput', deviceId: 'more', groupId: 'more', label: 'Headset' }});
    navigator.mediaDevices.enumerateDevices = async () => all;
    {CHANGED};
}}"""
FALLS_ASLEEP = f"""() => {{ {SOUND}
    window.resumed = 0;
    const {{ resume }} = AudioContext.prototype;
    AudioContext.prototype.resume = async function () {{
        window.resumed += 1;
        if (window.awake) return resume.call(this);
    }};
    return sound.context.suspend();
}}"""
LOOK = """hidden => {
    Object.defineProperty(document, 'visibilityState',
        { configurable: true, get: () => hidden ? 'hidden' : 'visible' });
    document.dispatchEvent(new Event('visibilitychange'));
}"""
ROOM = "document.querySelector('live-room')"
DEVICE = f"{ROOM}.sound.microphone?.name"
TRACK = f"{ROOM}.sound.microphone.track.id"
SINK = f"{ROOM}.sound.context.sinkId"
HEARD = "document.querySelector('[data-part=said]').textContent.length > 40"
ECHO = json.dumps({"type": "notice", "code": "echo", "text": "Headphones help."})
LATER = json.dumps({"type": "notice", "code": "voice", "text": "Something else."})
LOCKS = """window.locks = [];
const { request } = WakeLock.prototype;
WakeLock.prototype.request = async function (kind) {
    const lock = await request.call(this, kind);
    locks.push(lock);
    return lock;
};"""


@dataclass
class Line:
    """What the page sends. One that is opened again begins anew in `opened`."""

    opened: int = 0
    sounds: int = 0
    messages: list[dict[str, Any]] = field(default_factory=list)

    def follow(self, socket: WebSocket) -> None:
        self.opened += 1
        socket.on("framesent", self._sent)

    def _sent(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            self.sounds += 1
        else:
            self.messages.append(json.loads(frame))

    def said(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.messages if message["type"] == kind]

    @property
    def muted(self) -> list[bool]:
        return [message["on"] for message in self.said("mute")]


@asynccontextmanager
async def in_room(
    server: Server, visiting: Visiting, email: str, **options: Any
) -> AsyncIterator[tuple[Visit, Line]]:
    """By voice; the interviewer speaks."""
    async with visiting(server.url, **({"microphone": True} | options)) as visit:
        line = Line()
        visit.page.on("websocket", line.follow)
        await visit.sign_in(email)
        page = await go_in_by_voice(visit, "Telling your story")
        room = page.locator("live-room")
        await expect(room).to_have_attribute("data-floor", "speaking", timeout=PATIENCE)
        yield visit, line


def notice(page: Page) -> Locator:
    return page.locator("[data-part=notice]")


async def heard(line: Line, page: Page, count: int = 10) -> None:
    """The server gets this many more frames of sound."""
    wanted = line.sounds + count
    async with asyncio.timeout(PATIENCE / 1000):
        while line.sounds < wanted:
            await page.wait_for_timeout(20)


async def until(page: Page, true: str) -> None:
    await page.wait_for_function(f"() => {true}")


async def open_sound(page: Page) -> Locator:
    await page.get_by_role("button", name="Sound", exact=True).click()
    dialog = page.get_by_role("dialog", name="Sound")
    await expect(dialog).to_be_visible()
    return dialog


async def test_the_microphone_is_unplugged_and_another_is_there(
    server: Server, visiting: Visiting
) -> None:
    async with in_room(server, visiting, "unplugged@example.org") as (visit, line):
        page = visit.page
        await page.evaluate(ENDED)
        await expect(notice(page)).to_contain_text("We hear you through Fake Default Audio Input")
        await heard(line, page)
        assert line.opened == 1, "the line was opened anew"
        assert line.said("device"), "the echo is to be learnt anew"
        assert line.muted == []
        assert await visit.axe() == []
        await cut_in(page)
        assert visit.console == []


async def test_no_microphone_is_left_until_one_is_plugged_in(
    server: Server, visiting: Visiting
) -> None:
    async with in_room(server, visiting, "none-left@example.org") as (visit, line):
        page = visit.page
        await page.evaluate(UNPLUGGED)
        await page.evaluate(ENDED)
        await expect(notice(page)).to_contain_text("The microphone is gone.")
        await cut_in(page)
        assert line.muted == [True], "silence says nothing about who cannot be heard"
        await page.get_by_role("button", name="Check the sound").click()
        dialog = page.get_by_role("dialog", name="Sound")
        await expect(dialog).to_contain_text("Plug it in again")
        assert await visit.axe() == []
        await page.set_viewport_size({"width": 390, "height": 844})
        assert await visit.misfits() == []
        assert await visit.faint() == []
        await page.evaluate(PLUGGED_IN)
        await expect(dialog.get_by_text("We can hear you")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(notice(page)).to_be_hidden()
        await heard(line, page)
        assert line.muted == [True, False]
        assert visit.console == []


async def test_the_system_changes_its_default(server: Server, visiting: Visiting) -> None:
    """As when a Bluetooth headset takes over; who has chosen a microphone keeps it."""
    async with in_room(server, visiting, "headset@example.org") as (visit, line):
        page = visit.page
        before = await page.evaluate(TRACK)
        await page.evaluate(ANOTHER_DEFAULT)
        await expect(notice(page)).to_contain_text("We hear you through")
        assert await page.evaluate(TRACK) != before
        await heard(line, page)
        assert len(line.said("device")) == 1

        dialog = await open_sound(page)
        await dialog.get_by_label("Microphone").select_option("Fake Audio Input 1")
        await until(page, f"{DEVICE} === 'Fake Audio Input 1'")
        chosen = await page.evaluate(TRACK)
        await page.keyboard.press("Escape")
        await page.evaluate(ONE_MORE)
        await expect(notice(page)).to_contain_text("Another microphone is there now: Headset.")
        assert await page.evaluate(TRACK) == chosen
        assert visit.console == []


async def test_a_microphone_chosen_in_the_room_is_remembered(
    server: Server, visiting: Visiting
) -> None:
    """By keys alone; the interviewer does not hear the trial, and the room, the lobby know it later."""
    async with in_room(server, visiting, "choosing@example.org") as (visit, line):
        page = visit.page
        await page.get_by_role("button", name="Sound", exact=True).focus()
        await page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="Sound")
        await expect(dialog.get_by_role("button", name="Close")).to_be_focused()
        assert line.muted == [True]
        await expect(dialog.get_by_text("We can hear you")).to_be_visible()
        await page.keyboard.press("Tab")
        await expect(dialog.get_by_label("Microphone")).to_be_focused()
        await page.keyboard.press("End")
        await until(page, f"{DEVICE} === 'Fake Audio Input 2'")
        await dialog.get_by_role("button", name="Play two notes").press("Enter")
        await expect(dialog.get_by_text("That was two notes.")).to_be_visible()
        await dialog.get_by_label("Loudspeaker").select_option("Fake Audio Output 1")
        await until(page, f"{SINK}.length > 20")
        assert await visit.axe() == []
        await page.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()
        await expect(page.get_by_role("button", name="Sound", exact=True)).to_be_focused()
        await heard(line, page)
        assert line.muted == [True, False]
        await page.reload()
        room = page.locator("live-room")
        await expect(room).to_have_attribute("data-floor", "speaking", timeout=PATIENCE)
        assert await page.evaluate(f"{DEVICE}") == "Fake Audio Input 2"
        await until(page, f"{SINK}.length > 20")
        await page.goto(page.url.replace("/session", "/lobby"))
        await expect(page.locator("[data-part=device]")).to_have_text("Fake Audio Input 2")
        assert visit.console == []


async def test_muted_by_a_switch(server: Server, visiting: Visiting) -> None:
    """It is said at once, is not our own mute, and the interviewer takes no silence for an answer."""
    async with in_room(server, visiting, "switch@example.org") as (visit, line):
        page = visit.page
        await page.evaluate(SWITCHED, True)
        await expect(notice(page)).to_contain_text("muted by a switch or by the system")
        mute = page.locator("[data-act=mute]")
        await expect(mute).to_have_attribute("aria-pressed", "false")
        assert line.muted == [True]
        assert await visit.axe() == []
        # Our own mute beside it: both must go before anything is heard.
        await mute.click()
        await page.evaluate(SWITCHED, False)
        await expect(page.get_by_text("You are muted.")).to_be_visible()
        assert line.muted == [True]
        await mute.click()
        await expect(notice(page)).to_be_hidden()
        await heard(line, page)
        assert line.muted == [True, False]
        assert visit.console == []


async def test_the_lobby_knows_a_switch_and_goes_on_with_another(
    server: Server, visiting: Visiting
) -> None:
    async with visiting(server.url, microphone=True) as visit:
        page = visit.page
        await visit.sign_in("lobby@example.org")
        await page.get_by_role("button", name="Telling your story").click()
        await page.wait_for_url("**/lobby")
        await expect(page.get_by_role("region", name="We can hear you")).to_be_visible()
        await page.evaluate(SWITCHED, True)
        await expect(page.get_by_text("muted by a switch or by the system")).to_be_visible()
        await expect(page.get_by_role("region", name="Say something")).to_be_visible()
        assert await visit.axe() == []
        assert await visit.misfits() == []
        await page.evaluate(SWITCHED, False)
        await expect(page.get_by_text("muted by a switch or by the system")).to_be_hidden()
        await page.evaluate(ENDED)
        await expect(page.get_by_role("region", name="We can hear you")).to_be_visible()
        await page.evaluate(UNPLUGGED)
        await page.evaluate(ENDED)
        await expect(page.locator("[data-trouble=missing]")).to_be_visible()
        await page.evaluate(PLUGGED_IN)
        await expect(page.get_by_role("region", name="We can hear you")).to_be_visible()
        assert visit.console == []


async def test_a_microphone_that_sends_no_sound(
    server: Server, visiting: Visiting, tmp_path: Path
) -> None:
    dead = tmp_path / "dead.wav"
    voices.write_wav(dead, voices.silence(1))
    async with in_room(server, visiting, "dead@example.org", microphone=dead) as (visit, line):
        page = visit.page
        await cut_in(page)
        await expect(notice(page)).to_contain_text("sends no sound at all", timeout=PATIENCE)
        assert line.muted == [True]
        assert await visit.axe() == []
        await page.get_by_role("button", name="Check the sound").click()
        dialog = page.get_by_role("dialog", name="Sound")
        await expect(dialog).to_contain_text("Choose another, or unplug it")
        assert await visit.axe() == []
        await dialog.get_by_role("button", name="Go on in writing").click()
        await expect(page.get_by_label("Your answer")).to_be_focused()
        await expect(notice(page)).to_be_hidden()
        assert visit.console == []


async def test_a_quiet_room_is_not_a_dead_microphone(
    server: Server, visiting: Visiting, tmp_path: Path
) -> None:
    """Somebody thinks: nothing is said about the sound, however long."""
    quiet = tmp_path / "quiet.wav"
    voices.write_wav(quiet, voices.pcm("quiet_room"))
    async with in_room(server, visiting, "quiet@example.org", microphone=quiet, loops=True) as (
        visit,
        line,
    ):
        page = visit.page
        await cut_in(page)
        await heard(line, page, 25 * 22)  # 22 s of it, of which the interviewer may speak a few
        await expect(notice(page)).to_be_hidden()
        assert line.muted == []
        assert visit.console == []


async def test_permission_is_taken_away_and_given_back(server: Server, visiting: Visiting) -> None:
    async with in_room(server, visiting, "permission@example.org") as (visit, line):
        page = visit.page
        await page.context.clear_permissions()
        await expect(notice(page)).to_contain_text("switched off for this page")
        assert line.muted == [True]
        await page.get_by_role("button", name="Check the sound").click()
        dialog = page.get_by_role("dialog", name="Sound")
        await expect(dialog.get_by_text("In Chrome: choose the icon left")).to_be_visible()
        assert await visit.axe() == []
        await page.keyboard.press("Escape")
        await page.context.grant_permissions(["microphone"])
        await expect(notice(page)).to_contain_text("We hear you through")
        await heard(line, page)
        assert line.muted == [True, False]
        assert line.opened == 1
        assert visit.console == []


async def test_the_device_pauses_all_sound(server: Server, visiting: Visiting) -> None:
    """Nothing is said about a moment; about more it is, and a key wakes it."""
    async with in_room(server, visiting, "asleep@example.org") as (visit, line):
        page = visit.page
        await page.evaluate(f"() => {{ {SOUND} return sound.context.suspend(); }}")
        await heard(line, page)
        await expect(notice(page)).to_be_hidden()
        await page.evaluate(FALLS_ASLEEP)
        await expect(notice(page)).to_contain_text("has paused the sound")
        assert line.muted == [True]
        await page.evaluate("window.awake = true")
        await page.keyboard.press("Shift")
        await expect(notice(page)).to_be_hidden()
        await heard(line, page)
        assert line.muted == [True, False]
        assert visit.console == []


async def test_a_sound_card_that_is_no_more(server: Server, visiting: Visiting) -> None:
    """Another one takes over in mid-sentence: what was not heard is heard there."""
    async with in_room(server, visiting, "renewed@example.org") as (visit, line):
        page = visit.page
        await until(page, HEARD)
        # A headset that runs at another rate, as Firefox refuses it.
        await page.evaluate(
            f"""() => {{ {SOUND}
                const context = sound.context;
                context.createMediaStreamSource = () => {{ throw new DOMException('rate', 'NotSupportedError'); }};
                window.former = context;
            }}"""
        )
        before = line.said("playback")[-1]
        await page.evaluate(ENDED)
        await until(page, "window.former.state === 'closed'")
        await heard(line, page)
        async with asyncio.timeout(PATIENCE / 1000):
            while line.said("playback")[-1]["ms"] < before["ms"] + 1500:
                await page.wait_for_timeout(20)
        after = [ack for ack in line.said("playback") if ack["ms"] > before["ms"]]
        assert {ack["turn"] for ack in after} == {before["turn"]}
        steps = [b["ms"] - a["ms"] for a, b in itertools.pairwise([before, *after])]
        assert max(steps) <= 600, "a part of the sentence was lost"
        assert line.opened == 1
        assert visit.console == []


async def test_a_browser_without_audio_worklets(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url, microphone=True) as visit:
        page = visit.page
        await page.add_init_script("delete globalThis.AudioWorkletNode")
        await visit.sign_in("insecure@example.org")
        await page.get_by_role("button", name="Telling your story").click()
        await page.wait_for_url("**/lobby")
        await expect(page.locator("[data-trouble=insecure]")).to_be_visible()
        await page.goto(page.url.replace("/lobby", "/session"))
        door = page.locator("[data-panel=door]")
        await expect(door.locator("[data-trouble=insecure]")).to_be_visible()
        assert await visit.axe() == []
        await page.get_by_role("button", name="Hold it in writing").click()
        await expect(page.get_by_role("log").locator("li")).to_have_count(1)
        await expect(page.get_by_role("button", name="Sound", exact=True)).to_be_hidden()
        assert visit.console == []


async def test_the_headphones_hint(server: Server, visiting: Visiting) -> None:
    """Once, until it is put away; then never again. The dialog goes on saying it."""
    async with visiting(server.url, microphone=True) as visit:
        page = visit.page
        rooms: list[WebSocketRoute] = []

        def through(route: WebSocketRoute) -> None:
            route.connect_to_server()
            rooms.append(route)

        await page.route_web_socket("**/live", through)
        await visit.sign_in("echoing@example.org")
        await go_in_by_voice(visit, "Telling your story")
        room = page.locator("live-room")
        await expect(room).to_have_attribute("data-floor", "speaking", timeout=PATIENCE)
        rooms[-1].send(ECHO)
        await expect(notice(page)).to_contain_text("Headphones help.")
        assert await visit.axe() == []
        await page.get_by_role("button", name="Got it").click()
        await expect(notice(page)).to_be_hidden()
        dialog = await open_sound(page)
        await expect(dialog).to_contain_text("Headphones help.")
        await page.reload()
        await expect(room).to_have_attribute("data-floor", "speaking", timeout=PATIENCE)
        rooms[-1].send(ECHO)
        rooms[-1].send(LATER)
        await expect(notice(page)).to_contain_text("Something else.")
        assert visit.console == []


async def test_somebody_looks_away(server: Server, visiting: Visiting) -> None:
    """The title says whose turn it is, sound flows on, news wait, and the screen stays on while live."""
    async with visiting(server.url, microphone=True) as visit:
        page = visit.page
        await page.context.grant_permissions(["microphone", "screen-wake-lock"])
        await page.add_init_script(LOCKS)
        line = Line()
        page.on("websocket", line.follow)
        await visit.sign_in("away@example.org")
        await go_in_by_voice(visit, "Telling your story")
        room = page.locator("live-room")
        await expect(room).to_have_attribute("data-floor", "speaking", timeout=PATIENCE)
        name = await page.locator("[data-part=who] b").inner_text()
        title = await page.title()
        await until(page, "locks.length === 1 && !locks[0].released")

        await page.evaluate(LOOK, True)
        await page.evaluate("locks[0].release()")  # as the browser does
        await expect(page).to_have_title(f"● {name} is speaking · Preppal")
        await heard(line, page)
        await cut_in(page)
        await expect(page).to_have_title(f"● {name} is listening · Preppal")
        await page.clock.install()
        await page.evaluate(ENDED)
        await expect(notice(page)).to_contain_text("We hear you through")
        await page.clock.fast_forward(60_000)
        await expect(notice(page)).to_be_visible()

        await page.evaluate(LOOK, False)
        await expect(page).to_have_title(title)
        await until(page, "locks.length === 2 && !locks[1].released")
        await page.clock.fast_forward(60_000)
        await expect(notice(page)).to_be_hidden()
        await page.get_by_role("button", name="End the interview").click()
        await page.get_by_role("button", name="End it").click()
        await expect(room).to_have_attribute("data-phase", "ended")
        await until(page, "locks.every(lock => lock.released)")
