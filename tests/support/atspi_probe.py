#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at and drives a running program as its users do: through accessibility and the mouse.

Inside run-headless.sh, where DISPLAY and the session bus are set:

  atspi_probe.py APP COMMAND [; COMMAND ...]
    wait                        wait until APP is on the accessibility bus
    tree [ROLE]                 print the accessible tree below APP, or below the first ROLE
    wait-text TEXT              wait until a node on show has TEXT in name, description or text
    no-text TEXT                fail if TEXT is on show
    get ROLE NAME               print name, description, text, value and states of one node
    set ROLE NAME VALUE         set a slider or spin button
    click ROLE NAME             do the node's click, activate or toggle action
    action ROLE NAME ACTION     do a named action
    at ROLE NAME [FX FY]        print "X Y" on screen of the node's centre, or of the point FX,FY
                                of its width and height, for: xdotool mousemove X Y click 1
    expect-value ROLE NAME V    wait until the value is V
    drag ROLE NAME F1 F2 [SEC]  drag with the mouse along the node's width, from fraction F1 to F2

ROLE is as printed by tree, "*" for any. NAME is exact, "~sub" for a part of it. Every look-up waits
up to ATSPI_TIMEOUT seconds (10). The exit status is 1, with a message, on failure, and 77 where
AT-SPI is not installed.

Importable: App("rigwise").find("slider", "Context").set_value(50)
"""

import os
import re
import subprocess
import sys
import time
import warnings

os.environ.pop("G_DEBUG", None)  # Fatal warnings are for the program under test, not for us.
warnings.simplefilter("ignore", DeprecationWarning)

try:
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib
except (ImportError, ValueError) as error:
    print(f"atspi_probe: {error}", file=sys.stderr)
    sys.exit(77)

TIMEOUT = float(os.environ.get("ATSPI_TIMEOUT", "10"))
MOVES_PER_S = 125  # what an ordinary mouse reports


class Failed(Exception):
    pass


def until(look, what, timeout=TIMEOUT):
    """Looks until there is an answer."""
    end = time.monotonic() + timeout
    while True:
        try:
            answer = look()
            if answer:
                return answer
        except GLib.Error:
            pass  # A node vanished while we looked at it: look again.
        if time.monotonic() > end:
            raise Failed(f"timed out waiting for {what}")
        time.sleep(0.03)


class Node:
    """One accessible. Interfaces come from get_X_iface(): get_interfaces() is ten times slower."""

    # GTK from 4.10 on sets SHOWING on what is mapped; 4.8 sets it on windows only.
    has_showing = False

    def __init__(self, accessible):
        self.accessible = accessible
        accessible.clear_cache()  # The cache on our side misses what 4.8 does not announce.

    @property
    def role(self):
        # Renamed in AT-SPI 2.54.
        return self.accessible.get_role_name().replace("push button", "button")

    @property
    def name(self):
        return self.accessible.get_name() or ""

    @property
    def description(self):
        return self.accessible.get_description() or ""

    @property
    def states(self):
        return {state.value_nick for state in self.accessible.get_state_set().get_states()}

    @property
    def text(self):
        text = self.accessible.get_text_iface()
        return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) if text else ""

    @property
    def value(self):
        value = self.accessible.get_value_iface()
        return Atspi.Value.get_current_value(value) if value else None

    def set_value(self, value):
        iface = self.accessible.get_value_iface()
        if not iface or not Atspi.Value.set_current_value(iface, float(value)):
            raise Failed(f"{self} refused the value {value}")

    @property
    def actions(self):
        iface = self.accessible.get_action_iface()
        if not iface:
            return []
        count = Atspi.Action.get_n_actions(iface)
        return [Atspi.Action.get_action_name(iface, i) for i in range(count)]

    def do(self, action=None):
        names = self.actions
        wanted = [action] if action else ["click", "activate", "toggle", "press"]
        for name in wanted:
            if name in names:
                iface = self.accessible.get_action_iface()
                if not Atspi.Action.do_action(iface, names.index(name)):
                    raise Failed(f"{self}: the action {name} was refused")
                return
        raise Failed(f"{self} has no such action; it has {names}")

    def extents(self):
        """(x, y, width, height) within the window, or None."""
        component = self.accessible.get_component_iface()
        if not component:
            return None
        box = Atspi.Component.get_extents(component, Atspi.CoordType.WINDOW)
        return box and (box.x, box.y, box.width, box.height)

    @property
    def showing(self):
        """Whether it is on screen. In 4.8, what was never mapped has no extents; a page that was
        shown before keeps its own, so the application marks it hidden, and walk() skips it."""
        if Node.has_showing:
            return "showing" in self.states
        box = self.extents()
        return box is None or (box[2] > 0 and box[3] > 0)

    def children(self):
        for i in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(i)
            if child:
                yield Node(child)

    def walk(self, depth=0):
        """Every visible node from here down, with its depth."""
        yield self, depth
        for child in self.children():
            if "visible" in child.states:
                yield from child.walk(depth + 1)

    def matches(self, role, name):
        if role not in ("*", self.role):
            return False
        if name is None:
            return True
        return name[1:] in self.name if name.startswith("~") else name == self.name

    def __str__(self):
        return f"{self.role!r} {self.name!r}"


class App(Node):
    """A running application, by the name of its program."""

    def __init__(self, name, timeout=20):
        desktop = Atspi.get_desktop(0)

        def look():
            desktop.clear_cache()
            for i in range(desktop.get_child_count()):
                child = desktop.get_child_at_index(i)
                if child and child.get_name() == name and child.get_child_count():
                    return child
            return None

        super().__init__(until(look, f"application {name!r} on the accessibility bus", timeout))
        frame = until(
            lambda: next((n for n in self.children() if n.accessible.get_child_count()), None),
            "a window",
            timeout,
        )
        Node.has_showing = any("showing" in child.states for child in frame.children())
        self.origin = None

    def find(self, role, name=None, showing=True):
        def look():
            for node, _ in self.walk():
                if node.matches(role, name) and (node.showing or not showing):
                    return node
            return None

        return until(look, f"{role!r} {name!r}")

    def shows(self, text):
        return any(
            text in words
            for node, _ in self.walk()
            if node.showing
            for words in (node.name, node.description, node.text)
        )

    def window_origin(self):
        """Where AT-SPI's (0, 0) is on screen, in device pixels. GTK 4 gives coordinates relative
        to the frame inside its own shadow or border; X knows the rest."""
        scale = int(os.environ.get("GDK_SCALE", "1"))
        frame = self.find("frame")  # By title too: popovers are X windows as well.
        windows = output(
            "xdotool", "search", "--all", "--onlyvisible",
            "--pid", self.accessible.get_process_id(), "--name", f"^{re.escape(frame.name)}$",
        ).split()
        if not windows:
            raise Failed("no X window")
        lines = output("xdotool", "getwindowgeometry", "--shell", windows[-1]).split()
        at = dict(line.split("=") for line in lines if "=" in line)
        shadow = output("xprop", "-id", windows[-1], "_GTK_FRAME_EXTENTS").partition("=")[2]
        shadow = [int(n) for n in re.findall(r"\d+", shadow)]
        left, right, top, bottom = shadow if len(shadow) == 4 else (0, 0, 0, 0)
        x, y, width, height = frame.extents()  # 4.8: at 0,0; later: minus the border
        border_x = (int(at["WIDTH"]) - left - right - width * scale) // 2
        border_y = (int(at["HEIGHT"]) - top - bottom - height * scale) // 2
        return (
            int(at["X"]) + left + border_x - x * scale,
            int(at["Y"]) + top + border_y - y * scale,
        )

    def point(self, node, fx, fy):
        """The screen pixel at the given fractions of a node's width and height."""
        if self.origin is None:
            self.origin = self.window_origin()
        scale = int(os.environ.get("GDK_SCALE", "1"))
        x, y, width, height = node.extents()
        return (
            round(self.origin[0] + (x + width * fx) * scale),
            round(self.origin[1] + (y + height * fy) * scale),
        )

    def drag(self, node, start, end, seconds=1.0):
        """Drags with the mouse along the lower part of a node, where a scale has its slider."""
        self.origin = None  # The window may have moved since.
        x1, y = self.point(node, start, 0.8)
        x2, _ = self.point(node, end, 0.8)
        steps = max(2, int(seconds * MOVES_PER_S))
        words = ["xdotool", "mousemove", x1, y, "mousedown", "1"]
        for i in range(1, steps + 1):
            words += ["mousemove", round(x1 + (x2 - x1) * i / steps), y]
            words += ["sleep", 1 / MOVES_PER_S]
        subprocess.run([str(word) for word in words + ["mouseup", "1"]], check=True)


def output(*command):
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout


def describe(node, depth=0):
    bits = [node.role, repr(node.name)]
    if node.description:
        bits.append(f"desc={node.description!r}")
    if node.text and node.text != node.name:
        bits.append(f"text={node.text!r}")
    if node.value is not None:
        bits.append(f"value={node.value:g}")
    if node.actions:
        bits.append(f"actions={node.actions}")
    box = node.extents()
    if box:
        bits.append("at={},{}+{}x{}".format(*box))
    bits.append("states=" + ",".join(sorted(node.states - {"visible", "sensitive", "enabled"})))
    print("  " * depth + " ".join(bits))


def expect_value(app, role, name, value):
    until(
        lambda: abs(app.find(role, name).value - float(value)) < 1e-6,
        f"the value {value} of {name!r}",
    )


def expect_no_text(app, text):
    if app.shows(text):
        raise Failed(f"{text!r} is on show")


def print_tree(app, role=None):
    for node, depth in (app.find(role) if role else app).walk():
        describe(node, depth)


def print_point(app, role, name, fx=0.5, fy=0.5):
    print(*app.point(app.find(role, name), float(fx), float(fy)))


COMMANDS = {
    "wait": lambda app: None,
    "tree": print_tree,
    "wait-text": lambda app, text: until(lambda: app.shows(text), f"the text {text!r}"),
    "no-text": expect_no_text,
    "get": lambda app, role, name: describe(app.find(role, name)),
    "set": lambda app, role, name, value: app.find(role, name).set_value(value),
    "click": lambda app, role, name: app.find(role, name).do(),
    "action": lambda app, role, name, action: app.find(role, name).do(action),
    "at": print_point,
    "expect-value": expect_value,
    "drag": lambda app, role, name, start, end, seconds=1: app.drag(
        app.find(role, name), float(start), float(end), float(seconds)
    ),
}


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    commands, words = [], []
    for word in sys.argv[2:] + [";"]:
        if word != ";":
            words.append(word)
        elif words:
            commands.append(words)
            words = []
    try:
        app = App(sys.argv[1])
        for name, *arguments in commands:
            if name not in COMMANDS:
                raise Failed(f"there is no command {name!r}")
            COMMANDS[name](app, *arguments)
    except Failed as failure:
        sys.exit(f"atspi_probe: {failure}")


if __name__ == "__main__":
    main()
