#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""start.py RIGWISE-CLI: what it costs to start the terminal program, and what it loads for that."""

import os
import resource
import statistics
import subprocess
import sys

RUNS = 30


def cpu_ms(command):
    """CPU time, user and system, of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1e3 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def loaded(command):
    """The libraries that a run loads, as the dynamic linker tells."""
    env = dict(os.environ, LD_DEBUG="files", LC_ALL="C.UTF-8")
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return {
        os.path.basename(line.split("file=")[1].split()[0])
        for line in run.stderr.splitlines()
        if "file=" in line and ".so" in line
    }


def main():
    program = sys.argv[1]
    for arguments in (["--version"], ["specs"], ["speed"], ["cost"], ["fit"]):
        command = [program] + arguments
        times = sorted(cpu_ms(command) for _ in range(RUNS))
        # The library that does the loading names itself too: match by the start of the name.
        heavy = sorted(
            name
            for name in loaded(command)
            if name.startswith(("libcairo", "libpango", "libgtk", "libadwaita"))
        )
        print(
            f"{'CPU of rigwise-cli ' + arguments[0]:44} {times[0]:10.2f} ms "
            f"(median {statistics.median(times):.2f}); "
            f"loads {', '.join(heavy) if heavy else 'no Cairo, Pango or GTK'}"
        )


if __name__ == "__main__":
    main()
