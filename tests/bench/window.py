#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""window.py FRAMES.SO RIGWISE: what a window costs: to the first frame, per slider step, in memory.

Beside it the same of gnome-text-editor, where it is installed. Run it through run-headless.sh. Wall
times depend on what else the machine does; CPU times and memory are the figures to compare.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from atspi_probe import App, Failed, until  # noqa: E402

SETTLE_S = 1.5


class Program:
    """A started program, whose frames are written down by the preloaded library."""

    def __init__(self, shim, command):
        self.log = tempfile.NamedTemporaryFile(prefix="frames-", mode="r")
        env = dict(os.environ, LD_PRELOAD=shim, FRAMES_OUT=self.log.name)
        env["FRAMES_T0_NS"] = str(time.clock_gettime_ns(time.CLOCK_MONOTONIC))
        # What a program says is its own business here, as long as it paints.
        self.process = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def frames(self):
        """(end, duration, CPU) of each frame so far, in ms."""
        self.log.seek(0)
        lines = [line.split() for line in self.log if line.endswith("\n")]
        return [tuple(map(float, words[1:])) for words in lines if words[0] == "frame"]

    def wait_first_frame(self):
        def look():
            if self.process.poll() is not None:
                raise Failed(f"the program ended with status {self.process.returncode}")
            return self.frames()

        return until(look, "the first frame", 60)[0]

    def memory_mib(self, file, field):
        with open(f"/proc/{self.process.pid}/{file}", encoding="ascii") as lines:
            return next(int(line.split()[1]) for line in lines if line.startswith(field)) / 1024


def report(what, values, unit, note=""):
    print(
        f"{what:44} {min(values):10.1f} {unit:3} "
        f"(median {statistics.median(values):.1f}, highest {max(values):.1f}){note}",
        flush=True,
    )


def measure_start(shim, command, runs):
    name = os.path.basename(command[0])
    walls, cpus, peaks, shares = [], [], [], []
    for run in range(runs + 1):
        with Program(shim, command) as program:
            wall, _, cpu = program.wait_first_frame()
            time.sleep(SETTLE_S)
            if run == 0:
                continue  # It filled the caches.
            walls.append(wall)
            cpus.append(cpu)
            peaks.append(program.memory_mib("status", "VmHWM:"))
            shares.append(program.memory_mib("smaps_rollup", "Pss:"))
    report(f"{name}: start to first frame", walls, "ms")
    report(f"{name}: CPU to first frame", cpus, "ms")
    report(f"{name}: peak memory (RSS)", peaks, "MiB")
    report(f"{name}: memory, its share (PSS)", shares, "MiB")


def measure_slider(shim, command, page, slider, seconds):
    """Drags a slider there and back with the mouse."""
    with Program(shim, command) as program:
        program.wait_first_frame()
        app = App(os.path.basename(command[0]))
        if page:
            try:
                app.find("page tab", page).do()
            except Failed:
                app.find("*", page).do()
        node = app.find("slider", slider)
        time.sleep(SETTLE_S)
        before = len(program.frames())
        app.drag(node, 0.2, 0.8, seconds)
        app.drag(node, 0.8, 0.2, seconds)
        time.sleep(0.3)
        frames = program.frames()[before:]
        if len(frames) < 10:
            raise Failed(f"only {len(frames)} frames while {slider!r} was dragged")
        paints = sorted(frame[1] for frame in frames)
        gaps = sorted(b[0] - a[0] for a, b in zip(frames, frames[1:]))
        cpus = [frame[2] for frame in frames[1:]]
        late = paints[len(paints) * 95 // 100]
        peak = program.memory_mib("status", "VmHWM:")
        print(
            f"{f'{page}, {slider}: slider step to painted frame':44} "
            f"{statistics.median(paints):10.1f} ms  (95 % within {late:.1f}, longest "
            f"{paints[-1]:.1f}; {len(frames)} frames, {statistics.median(gaps):.1f} ms apart, "
            f"{statistics.mean(cpus):.1f} ms CPU each; peak {peak:.0f} MiB)",
            flush=True,
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--slider", action="append", default=[], metavar="PAGE:NAME")
    parser.add_argument("--seconds", type=float, default=2, help="of one drag")
    parser.add_argument("shim")
    parser.add_argument("program")
    arguments = parser.parse_args()
    shim = os.path.abspath(arguments.shim)
    try:
        peer = shutil.which("gnome-text-editor")
        measure_start(shim, [arguments.program], arguments.runs)
        if peer:
            measure_start(shim, [peer, "--standalone"], arguments.runs)
        for where in arguments.slider:
            page, _, slider = where.partition(":")
            measure_slider(shim, [arguments.program], page, slider, arguments.seconds)
    except Failed as failure:
        sys.exit(f"window.py: {failure}")


if __name__ == "__main__":
    main()
